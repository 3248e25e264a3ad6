"""Import OpenAPI documents, and play each operation of the clients against a server made of them.

`python -m tests.long.openapi_documents FOLDER` takes all documents in a folder. For each it says
how many operations are there, what was found, how long it takes and how much memory; then it calls
every operation, with both clients, on a server that answers as the document says.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.apis import contract
from tests.support.examples import python
from tests.support.server import Script, scripted

SUFFIXES = (".json", ".yaml", ".yml")


def main() -> int:
    """Import all documents of a folder; the exit status says whether anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--types", action="store_true", help="run mypy and pyright as well")
    options = parser.parse_args()
    failed = 0
    for document in sorted(p for p in options.folder.iterdir() if p.suffix in SUFFIXES):
        with tempfile.TemporaryDirectory() as folder:
            failed += _document(document, Path(folder), types=options.types)
    return 1 if failed else 0


def _document(document: Path, folder: Path, *, types: bool) -> int:
    package = f"{document.stem.replace('-', '_')}_sdk"
    specs, out = folder / "specs", folder / "src" / package
    words = ["import-openapi", str(document), "--specs", str(specs), "--json"]
    text, imported, peak = _timed(words)
    report = json.loads(text)
    words = ["generate", "--specs", str(specs), "--package", package, "--out", str(out)]
    _, generated, other = _timed(words)
    lines = sum(len(path.read_text().splitlines()) for path in out.rglob("*.py"))
    left, found = len(report["left_out"]), len(report["findings"])
    print(
        f"{document.name}: {len(report['operations'])} operations, {left} left out, {found} "
        f"findings; import {imported:.1f} s, generate {generated:.1f} s, "
        f"{max(peak, other) / 1024:.0f} MB; {lines} lines, package in {_loading(out):.0f} ms"
    )
    failures = _played(specs, package, out.parent)
    print(f"  {failures} of the examples failed")
    if types:
        for checker in (["mypy", "--strict", "-p", package], ["pyright", str(out)]):
            run = _checked(checker, out.parent)
            print(f"  {checker[0]}: {run}")
    return failures


def _timed(words: list[str]) -> tuple[str, float, int]:
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", "codegen", *words], check=True, capture_output=True, text=True
    )
    return run.stdout, time.perf_counter() - start, _peak()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _loading(out: Path) -> float:
    """Return how long the import of a package takes, in milliseconds."""
    code = f"import time; t = time.perf_counter(); import {out.name}; {out.name}.InferenceClient; "
    code += "print((time.perf_counter() - t) * 1000)"
    run = [sys.executable, "-c", code]
    return min(
        float(
            subprocess.run(run, check=True, capture_output=True, text=True, cwd=out.parent).stdout
        )
        for _ in range(4)
    )


def _checked(words: list[str], folder: Path) -> str:
    program = Path(sys.executable).with_name(words[0])
    environment = {**os.environ, "MYPYPATH": str(folder)}
    if words[0] == "pyright":
        settings = {"typeCheckingMode": "strict", "include": [words[1]]}
        (folder / "pyrightconfig.json").write_text(json.dumps(settings))
        words = ["pyright", "--pythonpath", sys.executable, "-p", str(folder)]
    run = subprocess.run(
        [str(program), *words[1:]], capture_output=True, text=True, cwd=folder, env=environment
    )
    lines = run.stdout.strip().splitlines()
    return "\n    ".join(lines[-6:] if run.returncode else lines[-1:])


def _played(specs: Path, package: str, folder: Path) -> int:
    failures = 0
    with contract.imported(package, folder) as module, scripted() as server:
        for manifest, example in contract.examples(specs):
            for kind in ("InferenceClient", "AsyncInferenceClient"):
                try:
                    _play(manifest, example, module, kind, server)
                except Exception as error:
                    failures += 1
                    words = " ".join(str(error).split())[:300]
                    print(f"  {kind}.{manifest['qualified']}: {type(error).__name__}: {words}")
    return failures


def _play(
    manifest: dict[str, Any],
    example: dict[str, Any],
    module: ModuleType,
    kind: str,
    server: Script,
) -> None:
    server.seen.clear()
    server.queue(contract.reply_of(manifest, example["response"]))
    client = getattr(module, kind)(base_url=server.url, max_retries=0)
    result = contract.call(client, manifest, python(example["arguments"]))
    (seen,) = server.seen
    contract.check(manifest, example, seen, result)


if __name__ == "__main__":
    sys.exit(main())
