"""The command line: serve, setup, models."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from inferloom_local import packages
from inferloom_local.catalogue import MODELS
from inferloom_local.packages import SERVER_PACKAGES, extra_command, pinned

LOG_LEVELS = ("debug", "info", "warning", "error")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    options = _parser().parse_args(arguments)
    match options.command:
        case "serve":
            return _serve(options)
        case "setup":
            return _setup(check_only=options.check)
        case "demo":
            from inferloom_local.demo import demo

            return demo()
        case _:
            return _models()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m inferloom_local",
        description="Small real models on loopback, over the wire of Hugging Face's inference API.",
    )
    commands = parser.add_subparsers(dest="command", required=True)

    serve = commands.add_parser("serve", help="serve the models until SIGINT or SIGTERM")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8080, help="0 takes a free one (default: 8080)")
    serve.add_argument("--no-chat", action="store_true", help="without llama.cpp and its model")
    serve.add_argument("--preload", action="store_true", help="load all models before the start")
    serve.add_argument(
        "--threads",
        type=int,
        choices=range(1, 257),
        metavar="N",
        help="of the chat model (default: one for each core); fewer where others are busy: threads "
        "that wait for each other spin",
    )
    serve.add_argument("--log-level", choices=LOG_LEVELS, default="info")
    serve.add_argument(
        "--specs", type=Path, help="folder of the specs (default: the package's or repository's)"
    )
    serve.add_argument(
        "--as",
        action="append",
        default=[],
        dest="providers",
        metavar="NAME",
        help="play an inference provider, such as fal-ai, behind the hub's router; several times "
        "for several, `all` for all",
    )
    # For `running()`: the endpoint ends with the process that holds the other end of its stdin.
    serve.add_argument("--until-stdin-closes", action="store_true", help=argparse.SUPPRESS)

    setup = commands.add_parser("setup", help="install the model packages into this interpreter")
    setup.add_argument("--check", action="store_true", help="say what is missing; exit 1 if so")

    commands.add_parser("models", help="list the models, and whether they are installed")
    commands.add_parser("demo", help="call each task once, with the generated client")
    return parser


def _serve(options: argparse.Namespace) -> int:
    absent = [package.name for package in SERVER_PACKAGES if not package.installed]
    if absent:
        print(f"cannot serve without {', '.join(absent)}", file=sys.stderr)
        print(f"to mend: {extra_command()}", file=sys.stderr)
        return 2
    from inferloom.by_name import providers

    names = ("all", *providers().NAMES)
    if unknown := [name for name in options.providers if name not in names]:
        print(f"--as {unknown[0]}: there is no such provider; {', '.join(names)}", file=sys.stderr)
        return 2
    # Only now: it imports the packages that may have been missing.
    from inferloom_local.serve import Options, serve

    return serve(
        Options(
            host=options.host,
            port=options.port,
            chat=not options.no_chat,
            preload=options.preload,
            threads=options.threads,
            log_level=options.log_level,
            specs=options.specs,
            until_stdin_closes=options.until_stdin_closes,
            providers=tuple(options.providers),
        )
    )


def _setup(*, check_only: bool) -> int:
    from inferloom_local import setup

    def say(line: str) -> None:
        print(line, flush=True)

    return setup.check(say) if check_only else setup.install(say)


def _models() -> int:
    pins = {pin.name: pin for pin in pinned(packages.NO_DEPS_LIST)}
    rows = [("task", "model", "package", "licence", "installed")]
    for model in MODELS:
        missing = ", ".join(package.name for package in model.missing)
        source = ", ".join(str(pins[p.name]) for p in model.packages if p.name in pins)
        state = f"no: {missing}" if missing else "yes"
        rows.append((model.task, model.id, source, model.licence, state))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())
    return 0
