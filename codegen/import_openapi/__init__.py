"""`import-openapi`: somebody's OpenAPI document into task folders, with nothing dropped in silence."""
