"""Both clients under one face, so that every wire test runs for sync and async."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

from inferloom import AsyncInferenceClient, AsyncLineStream, AsyncStream, InferenceClient

T = TypeVar("T")


class Runner:
    """Runs coroutines in one event loop, from sync tests."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T], timeout: float = 180) -> T:
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        try:
            return future.result(timeout)
        finally:
            future.cancel()  # what took too long fails its own test, and no later one

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


class Client:
    """A client whose methods block and whose streams are plain iterators, whichever it is."""

    def __init__(self, kind: str, **arguments: Any) -> None:
        self.kind = kind
        self._runner: Runner | None = None
        if kind == "sync":
            self.inner: Any = InferenceClient(**arguments)
        else:
            self._runner = Runner()
            self.inner = AsyncInferenceClient(**arguments)

    def call(self, method: str, *arguments: Any, **keywords: Any) -> Any:
        target = self.inner
        for step in method.split("."):
            target = getattr(target, step)
        result = target(*arguments, **keywords)
        if self._runner is None:
            return result
        if not asyncio.iscoroutine(result):
            return result
        value = self._runner.run(result)
        if isinstance(value, (AsyncStream, AsyncLineStream)):
            return BlockingStream(value, self._runner)
        return value

    def close(self) -> None:
        if self._runner is None:
            self.inner.close()
        else:
            self._runner.run(self.inner.close())
            self._runner.stop()


class BlockingStream:
    """An `AsyncStream` or `AsyncLineStream` as a plain iterator."""

    def __init__(self, stream: Any, runner: Runner) -> None:
        self.stream = stream
        self._runner = runner

    def __iter__(self) -> BlockingStream:
        return self

    def __next__(self) -> Any:
        try:
            return self._runner.run(_next(self.stream))
        except StopAsyncIteration:
            raise StopIteration from None
        except _Ended:
            raise StopIteration from None

    def __enter__(self) -> BlockingStream:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._runner.run(self.stream.close())

    def final(self) -> Any:
        return self._runner.run(self.stream.final())

    @property
    def text(self) -> Iterator[str]:
        pieces = self.stream.text
        while (piece := self._runner.run(anext(pieces, None))) is not None:
            yield piece

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class _Ended(Exception):
    pass


async def _next(stream: Any) -> Any:
    try:
        return await stream.__anext__()
    except StopAsyncIteration:
        # A future cannot hold a StopAsyncIteration.
        raise _Ended from None
