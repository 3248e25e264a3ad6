"""The compiler: specs in, a typed Python client out. Run it as `python -m codegen`."""
