"""`import-openapi`: an OpenAPI document into task folders, with nothing dropped in silence."""
