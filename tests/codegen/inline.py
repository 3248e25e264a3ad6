"""Small specs folders that tests write, compile, import and call."""

from __future__ import annotations

import copy
import importlib
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from codegen.cli import main

ROOT = Path(__file__).parents[2]

ECHO_INPUT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "EchoInput",
    "description": "Request of echo.",
    "type": "object",
    "properties": {"inputs": {"type": "string", "description": "What to repeat."}},
    "required": ["inputs"],
}
ECHO_OUTPUT: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "EchoOutput",
    "description": "What was repeated.",
    "type": "object",
    "properties": {"echo": {"type": "string", "description": "The text."}},
    "required": ["echo"],
}
ECHO_OPERATION: dict[str, Any] = {
    "task": "echo",
    "method": "echo",
    "summary": "Repeat a text.",
    "args": [{"pointer": "/inputs", "name": "text", "positional": True}],
    "route": {"style": "task"},
    "encoding": "json",
    "response": {"kind": "json", "returns": "The text."},
    "examples": [
        {
            "name": "a word",
            "arguments": {"text": "hi"},
            "request": {"json": {"inputs": "hi"}},
            "response": {"json": {"echo": "hi"}},
            "result": {"echo": "hi"},
        }
    ],
}


class Folder:
    """A specs folder with one task, `echo`, and the package that it compiles to."""

    def __init__(self, path: Path, name: str) -> None:
        self.specs = path / "specs"
        self.out = path / name
        self.lock = path / "spec.lock"
        self.name = name
        shutil.copytree(ROOT / "specs" / "meta", self.specs / "meta")
        shutil.copy(ROOT / "specs" / "client.json", self.specs / "client.json")
        self.task("echo")

    def task(
        self,
        folder: str,
        *,
        input: dict[str, Any] | None = None,
        output: dict[str, Any] | None = None,
        stream: dict[str, Any] | None = None,
        **operation: Any,
    ) -> None:
        """Write a task; what is not given is as in `echo`."""
        manifest = {**copy.deepcopy(ECHO_OPERATION), **operation}
        self.write(f"tasks/{folder}/input.json", input or ECHO_INPUT)
        self.write(f"tasks/{folder}/output.json", output or ECHO_OUTPUT)
        if stream is not None:
            self.write(f"tasks/{folder}/stream.json", stream)
        self.write(f"tasks/{folder}/operation.json", manifest)

    def write(self, path: str, data: Any) -> None:
        target = self.specs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(data, indent=2))

    def run(self, command: str) -> int:
        return main(
            [
                "--specs", str(self.specs), "--package", self.name, "--out", str(self.out),
                "--lock", str(self.lock), command,
            ]
        )  # fmt: skip

    def load(self) -> ModuleType:
        """Import the package, which has a copy of the runtime."""
        sys.path.insert(0, str(self.out.parent))
        try:
            importlib.invalidate_caches()
            return importlib.import_module(self.name)
        finally:
            sys.path.pop(0)

    def files(self) -> dict[str, str]:
        return {
            path.relative_to(self.out).as_posix(): path.read_text()
            for path in self.out.rglob("*.py")
        }
