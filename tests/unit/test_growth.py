"""What must not grow with the number of tasks, calls or chunks, counted: counts do not flake."""

from __future__ import annotations

import asyncio
import gc
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.server import Server
from inferloom import AsyncInferenceClient, InferenceClient
from tests.long.growth import MESSAGES, ROOT, copy_tasks, make_package
from tests.support.clients import Runner
from tests.unit.test_imports import modules_after

LONG = 20_000  # chunks


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two folders with a package each, of one task and of eighty-one."""
    folders = []
    for copies in (0, 80):
        folder = tmp_path_factory.mktemp("tasks")
        specs = folder / "specs"
        shutil.copytree(ROOT / "specs" / "meta", specs / "meta")
        shutil.copy(ROOT / "specs" / "client.json", specs / "client.json")
        name = "text_classification"
        shutil.copytree(ROOT / "specs" / "tasks" / name, specs / "tasks" / name)
        copy_tasks(specs, copies)
        make_package(folder, "compiled", specs)
        folders.append(folder)
    return folders[0], folders[1]


@pytest.mark.parametrize(
    "code",
    [
        "",
        "compiled.InferenceClient(token=False)",
        "compiled.AsyncInferenceClient(token=False)",
        "compiled.InferenceClient(base_url=URL, token=False).text_classification('a')",
        "import asyncio\n"
        "asyncio.run(compiled.AsyncInferenceClient(base_url=URL, token=False)"
        ".text_classification('a'))",
    ],
    ids=["import", "client", "async client", "call", "async call"],
)
def test_more_tasks_load_no_more_modules(
    packages: tuple[Path, Path], server: Server, code: str
) -> None:
    code = code.replace("URL", repr(f"{server.url}/labels"))
    few, many = (
        modules_after(f"sys.path.insert(0, {str(folder)!r})\nimport compiled\n{code}")
        for folder in packages
    )
    assert "compiled" in few
    assert many == few


def test_a_client_has_the_methods_of_all_tasks(packages: tuple[Path, Path]) -> None:
    """Or the test above would prove nothing."""
    texts = [(folder / "compiled" / "client.py").read_text() for folder in packages]
    assert [text.count("    def text_classification") for text in texts] == [1, 81]


@pytest.mark.parametrize("path", ["/burst/20", "/paced/3"])
def test_streams_that_are_read_to_their_end_share_a_connection(server: Server, path: str) -> None:
    before = server.connections
    with InferenceClient(base_url=server.url + path, token=False) as client:
        for _ in range(5):
            assert len(list(client.chat_completion(MESSAGES, stream=True))) > 2
    assert server.connections == before + 1


@pytest.mark.parametrize("path", ["/burst/20", "/paced/3"])
async def test_async_streams_that_are_read_to_their_end_share_a_connection(
    server: Server, path: str
) -> None:
    before = server.connections
    async with AsyncInferenceClient(base_url=server.url + path, token=False) as client:
        for _ in range(5):
            stream = await client.chat_completion(MESSAGES, stream=True)
            assert len([chunk async for chunk in stream]) > 2
    assert server.connections == before + 1


@pytest.mark.parametrize("width", [1, 10, 50])
async def test_there_are_no_more_connections_than_calls_in_flight(
    server: Server, width: int
) -> None:
    before = server.connections
    async with AsyncInferenceClient(base_url=server.url, token=False) as client:
        for _ in range(4):
            await asyncio.gather(*(client.chat_completion(MESSAGES) for _ in range(width)))
    assert server.connections <= before + width


def left_by(action: Callable[[], object]) -> int:
    """Return how many bytes are held that were not held before."""
    gc.collect()
    tracemalloc.start()
    try:
        action()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def test_a_long_stream_leaves_nothing(server: Server) -> None:
    def read(client: InferenceClient) -> None:
        assert sum(1 for _ in client.chat_completion(MESSAGES, stream=True)) == LONG

    with InferenceClient(base_url=f"{server.url}/burst/{LONG}", token=False) as client:
        client.chat_completion(MESSAGES, stream=True).close()
        assert left_by(lambda: read(client)) < 50_000  # two bytes a chunk would be more


def test_a_long_async_stream_leaves_nothing(server: Server) -> None:
    async def read(client: AsyncInferenceClient) -> None:
        stream = await client.chat_completion(MESSAGES, stream=True)
        assert len([None async for _ in stream]) == LONG

    runner = Runner()
    client = AsyncInferenceClient(base_url=f"{server.url}/burst/{LONG}", token=False)
    try:
        runner.run(client.chat_completion(MESSAGES))
        assert left_by(lambda: runner.run(read(client))) < 50_000
        runner.run(client.close())
    finally:
        runner.stop()


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_calls_leave_nothing(server: Server, stream: bool) -> None:
    def calls(client: Any, number: int) -> None:
        for _ in range(number):
            answer = client.chat_completion(MESSAGES, stream=stream)
            assert not stream or len(list(answer)) == 3

    with InferenceClient(base_url=f"{server.url}/burst/3", token=False) as client:
        calls(client, 20)
        assert left_by(lambda: calls(client, 500)) < 20_000  # forty bytes a call would be more
