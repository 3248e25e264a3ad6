"""Command line of the compiler: each command is a module that adds itself."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence

from . import generate, new_provider, new_task
from .diff import command as diff
from .explain import command as explain
from .import_hf import command as import_hf
from .import_openapi import command as import_openapi
from .import_providers import command as import_providers
from .lint import command as lint
from .load import SpecError
from .openapi import command as openapi
from .options import BadCall, add_options, settle
from .vendor import command as vendor

# Exit statuses, as shells have them for the signals SIGINT and SIGPIPE.
INTERRUPTED = 130
NOT_READ = 141
COMMANDS = (
    generate.add_command,
    lint.add_command,
    new_task.add_command,
    new_provider.add_command,
    import_hf.add_command,
    import_openapi.add_command,
    import_providers.add_command,
    vendor.add_command,
    openapi.add_command,
    diff.add_command,
    explain.add_command,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: Words of the command line; those of the process by default.

    Returns:
        Exit status: 0 in order, 1 differences were found, 2 the specs or the call are wrong.
    """
    _print_anything()
    options = _parser().parse_args(arguments)
    try:
        settle(options)
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except SpecError as error:
        print(error, file=sys.stderr)
        count = len(error.findings)
        print(
            f"{count} fault{'s' if count > 1 else ''} in the specs; nothing was written.",
            file=sys.stderr,
        )
        return 2
    except BadCall as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted. Nothing was written.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads has seen enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_READ
    except OSError as error:
        place = error.filename2 or error.filename or "codegen"
        print(f"{place}: {error.strerror or error}\nNothing was written.", file=sys.stderr)
        return 2
    except RuntimeError as error:
        print(f"codegen: {error}\nNothing was written.", file=sys.stderr)
        return 2


def _print_anything() -> None:
    """Let names and texts of any language be printed, whatever the locale says.

    What goes into a file or a pipe is UTF-8: it may be JSON.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="inferloom-codegen", description="Compile specs into a client."
    )
    add_options(parser, default=True)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add_command in COMMANDS:
        add_command(commands)
    for command in commands.choices.values():
        add_options(command, default=False)
    return parser
