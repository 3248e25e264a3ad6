"""`import-providers`: what others say of providers, beside ours."""
