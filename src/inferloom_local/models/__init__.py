"""The models, one module each. A new one is a module here and a row in `catalogue.MODELS`.

Modules are imported when their model loads, so what they import may be missing until then.
"""
