"""Loads models at their first request and runs them off the event loop."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from inferloom_local.catalogue import Model
from inferloom_local.packages import Package
from inferloom_local.pipeline import Pipeline, TaskRequest

T = TypeVar("T")

log = logging.getLogger("inferloom_local.models")


class PackageMissing(RuntimeError):
    """A model cannot be loaded; the message holds the command that mends it."""

    def __init__(self, model_id: str, packages: tuple[Package, ...]) -> None:
        names = ", ".join(package.name for package in packages)
        commands = dict.fromkeys(package.mend for package in packages)
        super().__init__(
            f"Model {model_id} needs the package {names}, which is not installed. "
            f"To mend: {' && '.join(commands)}"
        )


class Runtime:
    """The loaded models.

    Requests to the same weights take turns, each in a thread. So a model is loaded once, however
    many ask for it at the same time, and need not be thread-safe. Others run beside it.
    """

    def __init__(self) -> None:
        self._turns: dict[str, CapacityLimiter] = {}
        self._loaded: dict[tuple[str, str], Pipeline] = {}

    def is_loaded(self, model: Model) -> bool:
        """Whether its weights are in memory."""
        return (model.id, model.task) in self._loaded

    async def answer(self, model: Model, request: TaskRequest) -> Any:
        """The model's answer, after those who asked before."""
        return await self.use(model, lambda pipeline: pipeline(request))

    async def preload(self, model: Model) -> None:
        """Load it before anybody asks."""
        await self.use(model, lambda pipeline: None)

    async def use(self, model: Model, work: Callable[[Pipeline], T]) -> T:
        """Run `work` with the loaded model, in a thread."""

        def run() -> T:
            return work(self._pipeline(model))

        return await to_thread.run_sync(run, limiter=self._turn(model))

    def _turn(self, model: Model) -> CapacityLimiter:
        return self._turns.setdefault(model.weights, CapacityLimiter(1))

    def _pipeline(self, model: Model) -> Pipeline:
        key = (model.id, model.task)
        if key not in self._loaded:
            if model.missing:
                raise PackageMissing(model.id, model.missing)
            began = time.perf_counter()
            self._loaded[key] = model.load()
            took = time.perf_counter() - began
            log.info("loaded %s for %s in %.2f s", model.id, model.task, took)
        return self._loaded[key]
