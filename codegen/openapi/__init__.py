"""The specs as an OpenAPI 3.1 document, for whoever does not write Python."""

from .document import document, text

__all__ = ["document", "text"]
