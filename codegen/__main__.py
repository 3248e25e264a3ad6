"""Entry point of `python -m codegen`, and of the `inferloom-codegen` command."""

import sys

# What the `codegen` extra brings, by import name and by the name of the distribution.
_EXTRA = frozenset(
    {
        "datamodel_code_generator",
        "datamodel-code-generator",
        "jinja2",
        "jsonschema",
        "referencing",
        "ruff",
    }
)


def main() -> int:
    """Run the command line; if the extra is not installed, say so."""
    try:
        from .cli import main

        return main()
    except ModuleNotFoundError as error:
        missing = (error.name or "").split(".")[0]
        if missing not in _EXTRA:
            raise
    except KeyboardInterrupt:  # while modules load
        return 130
    print(
        f"inferloom-codegen: {missing} is not installed. The compiler needs the extra `codegen`; "
        "run: pip install 'inferloom[codegen]'",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
