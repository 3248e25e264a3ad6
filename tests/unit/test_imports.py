"""What an import costs, counted in modules: counts do not flake."""

from __future__ import annotations

import json
import subprocess
import sys

import pydantic
import pytest


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nimport json; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout.splitlines()[-1]))


BARE = modules_after("")


def own(modules: set[str]) -> set[str]:
    return {name for name in modules if name.startswith("inferloom.")}


def test_importing_the_package_loads_next_to_nothing() -> None:
    modules = modules_after("import inferloom")
    assert not modules & {"pydantic", "httpx", "httpcore", "numpy", "asyncio", "ssl"}
    assert own(modules) == set()
    assert len(modules - BARE) < 15  # typing and importlib are twelve of them


@pytest.mark.parametrize("name", ["InferenceClient", "AsyncInferenceClient"])
def test_building_a_client_loads_no_types_and_no_libraries(name: str) -> None:
    modules = modules_after(f"import inferloom; inferloom.{name}(token=False)")
    assert not modules & {"pydantic", "pydantic_core", "httpx", "httpcore", "numpy", "ssl", "email"}
    assert not {name for name in own(modules) if name.startswith("inferloom.types")}
    assert len(modules - BARE) < 60


@pytest.mark.parametrize("name", ["InferenceClient", "AsyncInferenceClient"])
@pytest.mark.parametrize("engine", [None, "native", "httpx", "httpx2"])
def test_naming_an_engine_loads_none(name: str, engine: str | None) -> None:
    script = f"import inferloom; inferloom.{name}(token=False, engine={engine!r})"
    further = modules_after(script) - BARE
    assert not further & {"typing", "dataclasses", "re", "threading", "h11", "httpx", "httpx2"}
    assert len(further) < 30


def test_a_call_loads_its_own_task_only() -> None:
    modules = modules_after(
        "from inferloom.operations.text_classification import text_classification\n"
        "text_classification('a')"
    )
    types = {name for name in modules if name.startswith(("inferloom.types", "inferloom.params"))}
    assert types == {"inferloom.types", "inferloom.types.text_classification"}
    operations = {name for name in modules if name.startswith("inferloom.operations.")}
    assert operations == {"inferloom.operations.text_classification"}
    assert not modules & {"httpx", "httpcore", "numpy"}


def test_every_export_can_be_imported() -> None:
    import inferloom
    import inferloom.params
    import inferloom.types

    for module in (inferloom, inferloom.types, inferloom.params):
        for name in module.__all__:
            assert getattr(module, name) is not None
            assert name in dir(module)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(inferloom, "nothing")  # noqa: B009 - type checkers know that it is not there


def test_every_deferred_model_builds() -> None:
    import inferloom.types

    for name in inferloom.types.__all__:
        kind = getattr(inferloom.types, name)
        if isinstance(kind, type):
            assert issubclass(kind, pydantic.BaseModel)
            assert kind.model_rebuild() is not False
