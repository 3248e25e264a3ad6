"""Whatever is imported is declared, and what is declared is imported."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from inferloom.transport.engines import ENGINES
from inferloom_local import packages

ROOT = Path(__file__).parents[2]
OWN = {"inferloom", "inferloom_local", "inferloom_codegen", "codegen", "pip"}  # pip: looked for
# Folder -> the extras that what it imports may be in, beside what is always installed.
FOLDERS = {
    "src/inferloom": ("numpy", "media", "httpx2", "socks", "test"),
    "src/inferloom_local": ("local", "models"),
    "codegen": ("codegen",),
}
# Imports of `src/inferloom` that an extra brings; all others are always there.
OPTIONAL = {
    "PIL": "media",
    "httpx2": "httpx2",
    "numpy": "numpy",
    "pytest": "test",  # its plugin, which pytest itself loads
    "socksio": "socks",
}


def project() -> Any:
    toml = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    return toml.loads((ROOT / "pyproject.toml").read_text())["project"]


def names(requirements: list[str]) -> set[str]:
    """Return the distributions that some requirements name, what `httpx[socks]` brings included."""
    found = {_normal(re.split(r"[<>=!~;\[ ]", each, maxsplit=1)[0]) for each in requirements}
    return found | {"socksio"} if any("[socks]" in each for each in requirements) else found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(folder: str) -> set[str]:
    """Return the packages that the modules of a folder import, in functions and by name as well."""
    found = {
        name.partition(".")[0]
        for path in (ROOT / folder).rglob("*.py")
        for name in _imports(ast.parse(path.read_text()))
    }
    if folder == "src/inferloom":
        found |= set(ENGINES.values())
    return found - OWN - set(sys.stdlib_module_names)


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith(("import_module", "find_spec"))
            and node.args
            and isinstance(name := node.args[0], ast.Constant)
        ):
            yield str(name.value)


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_imported_is_declared(folder: str) -> None:
    found = project()
    extras = found["optional-dependencies"]
    declared = names(found["dependencies"])
    for extra in FOLDERS[folder]:
        declared |= names(extras[extra])
    if folder == "src/inferloom_local":  # whose setup installs some models as packages
        declared |= {_normal(each.name) for each in vars(packages).values() if _is_package(each)}
    homes = packages_distributions()
    for name in imported(folder):
        distributions = {_normal(home) for home in homes.get(name, [name])}
        assert distributions & declared, f"{name} is imported in {folder} and not declared"


def _is_package(value: object) -> bool:
    return isinstance(value, packages.Package)


def test_what_is_always_needed_is_always_installed() -> None:
    found = project()
    always, homes = names(found["dependencies"]), packages_distributions()
    for name in imported("src/inferloom"):
        distributions = {_normal(home) for home in homes.get(name, [name])}
        if name not in OPTIONAL:
            assert distributions & always, name
        else:
            extra = names(found["optional-dependencies"][OPTIONAL[name]])
            assert distributions & extra, name


def test_nothing_is_declared_that_nobody_imports() -> None:
    homes = packages_distributions()
    used = {_normal(home) for name in imported("src/inferloom") for home in homes.get(name, [name])}
    assert names(project()["dependencies"]) <= used
