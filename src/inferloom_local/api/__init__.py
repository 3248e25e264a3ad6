"""The HTTP surface: as Hugging Face's hosted API, TGI, and the hub's model listing have it."""
