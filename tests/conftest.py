from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from inferloom.transport import engines
from inferloom_local import Endpoint, running
from inferloom_local.catalogue import MODELS
from inferloom_local.packages import SERVER_PACKAGES, extra_command
from tests.support.clients import Client
from tests.support.engines import only_native
from tests.support.server import Script, scripted

VARIABLES = (
    "HF_TOKEN",
    "HUGGING_FACE_HUB_TOKEN",
    "HF_TOKEN_PATH",
    "HF_ENDPOINT",
    "HF_INFERENCE_ENDPOINT",
    "HF_ROUTER_ENDPOINT",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN",
    *(f"{name}_PROXY" for name in ("HTTP", "HTTPS", "ALL", "NO")),
    *(f"{name}_proxy" for name in ("http", "https", "all", "no")),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=sorted(engines.ENGINES),
        default=engines.DEFAULT,
        help="what sends the requests of clients that name no engine",
    )


def pytest_configure(config: pytest.Config) -> None:
    engines.DEFAULT = config.getoption("--engine")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    engine = config.getoption("--engine")
    for item in items:
        if mark := only_native(item.nodeid, engine):
            item.add_marker(mark)


def pytest_collection_finish() -> None:
    """Keep the collected tests out of the collector's way, which many tests ask to run."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return OneEndpoint(config, log)


class OneEndpoint(LoadScopeScheduling):  # type: ignore[misc]
    """Tests go to the workers one by one, but all that need the local models go to one.

    Two endpoints would have the models twice, and their threads would wait for each other. (xdist's
    own marks for this do nothing under pytest 9.2.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return "local" if nodeid.startswith(("tests/local/", "tests/docs/test_readme")) else nodeid


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    yield from _unless_a_model_is_missing(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    yield from _unless_a_model_is_missing(item)


def _unless_a_model_is_missing(item: pytest.Item) -> Iterator[None]:
    """Skip a test that asked for a model of which a package is not installed, and say which.

    A package that has no build for this Python costs the tests of its own model and no others.
    """
    log: list[str] = getattr(item, "funcargs", {}).get("endpoint_log", [])
    before = len(log)
    try:
        yield
    except Exception as error:
        if log:
            time.sleep(0.1)  # what the endpoint has just said is read by a thread
        for line in (*log[before:], str(error)):  # a fixture's failure is told again and again
            if found := _NEEDS.search(line):
                pytest.skip(found[0])
        raise


_NEEDS = re.compile(r"Model \S+ needs the package .* not installed")


@pytest.fixture(autouse=True)
def clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No test sees the machine's tokens, endpoints or proxies."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HOME", str(tmp_path_factory.getbasetemp() / "no-hf-home"))


@pytest.fixture
def server() -> Iterator[Script]:
    with scripted() as script:
        yield script


@pytest.fixture(params=["sync", "async"])
def make_client(request: pytest.FixtureRequest) -> Iterator[Callable[..., Client]]:
    """Make clients of either kind; they are closed at the end."""
    made: list[Client] = []

    def make(**arguments: Any) -> Client:
        client = Client(request.param, **arguments)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture(scope="session")
def packages() -> None:
    """What the endpoint needs; `make test` has installed it."""
    missing = [package for package in SERVER_PACKAGES if not package.installed]
    if missing:
        names = ", ".join(sorted(package.name for package in missing))
        pytest.fail(f"not installed: {names}. To mend: {extra_command()}")


@pytest.fixture(scope="session")
def all_models(packages: None) -> None:
    """All that the models need: a package that does not install here costs the test."""
    missing = {package.name for model in MODELS for package in model.missing}
    if missing:
        pytest.skip(f"not installed: {', '.join(sorted(missing))}")


@pytest.fixture(scope="session")
def endpoint_log() -> list[str]:
    """What the endpoint has said so far."""
    return []


@pytest.fixture(scope="session")
def endpoint(packages: None, endpoint_log: list[str]) -> Iterator[Endpoint]:
    # One thread: several would spin while others, and their own kind, wait for a core.
    with running(threads=1, providers=["all"], progress=endpoint_log.append) as endpoint:
        yield endpoint
