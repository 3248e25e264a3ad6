"""What a fake answers: the spec's examples, or what a test queued."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from ..arguments import whole
from ..calls.call import Call, StreamCall
from ..errors import ArgumentError, InferenceError, ModelLoadingError
from ..errors.mapping import from_response
from ..policy.session import Session
from ..transport.deadline import Deadline
from ..transport.engine import Request
from .answers import (
    SERVICES,
    Answer,
    Wire,
    example_answer,
    file_wire,
    fitting,
    method_named,
    prepare,
    prepare_service,
    service_wire,
    status_wire,
    tasks_wire,
    urls_of,
)
from .unanswered import UnansweredError

if TYPE_CHECKING:
    from ._examples import Method

__all__ = [
    "Conversation",
    "Script",
    "Scripted",
    "method_of",
    "read_as",
    "without_lookup",
    "without_provider",
]

C = TypeVar("C")

AnyCall: TypeAlias = Call[Any] | StreamCall[Any]
# Anything; that it may be a function tells a type checker what the function gets.
Queueable: TypeAlias = Callable[[AnyCall], object] | object


# What is queued --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Queued:
    """One entry of a queue.

    Attributes:
        answers: By variant, or one for a method beside the tasks, or a function that makes them.
        times: How many requests are answered so before the next entry is used; None for all
            requests of one call.
    """

    answers: Mapping[Any, Answer] | Wire | Callable[[AnyCall], object]
    times: int | None = None


@dataclass
class Script:
    """What a fake was told and asked; clients made by `with_options` share it.

    Attributes:
        strict: Whether a call that nothing was queued for is an error.
        calls: The calls so far.
    """

    strict: bool = False
    calls: list[AnyCall] = field(default_factory=list[AnyCall])
    _queues: dict[str, deque[_Queued]] = field(default_factory=dict[str, "deque[_Queued]"])
    _always: dict[str, _Queued] = field(default_factory=dict[str, _Queued])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, call: AnyCall) -> None:
        """Take note of a call."""
        with self._lock:
            self.calls.append(call)

    def add(self, method: str, entries: list[_Queued]) -> None:
        """Put entries at the end of a method's queue."""
        with self._lock:
            self._queues.setdefault(method, deque()).extend(entries)

    def stand(self, method: str, entry: _Queued) -> None:
        """Set what is answered when the queue is empty."""
        with self._lock:
            self._always[method] = entry

    def take(self, method: str) -> list[_Queued]:
        """Take what may answer one call: entries for a number of requests, and one for the rest."""
        with self._lock:
            queue = self._queues.get(method, deque())
            taken: list[_Queued] = []
            while queue:
                taken.append(queue.popleft())
                if taken[-1].times is None:
                    return taken
            if method in self._always:
                taken.append(self._always[method])
            return taken

    def give_back(self, method: str, entries: list[_Queued]) -> None:
        """Put entries that were not needed back in front."""
        with self._lock:
            unused = [entry for entry in entries if entry is not self._always.get(method)]
            self._queues.setdefault(method, deque()).extendleft(reversed(unused))

    def left(self) -> dict[str, int]:
        """Return how many entries are left, by method."""
        with self._lock:
            return {method: len(queue) for method, queue in self._queues.items() if queue}

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self.calls.clear()
            self._queues.clear()
            self._always.clear()


# One call --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Turn:
    """What some requests of a call are answered with.

    Attributes:
        answer: The answer; None if there is none.
        times: To how many requests; None for all that follow.
        entry: The entry of the queue that it is, or None.
    """

    answer: Answer | None
    times: int | None = None
    entry: _Queued | None = None


class Conversation:
    """The answers to the requests of one call.

    Args:
        script: Where they are from.
        method: Name of the method.
        call: The call, or None for a method beside the tasks.

    Attributes:
        result: How the answer is read, if not as the call says.
    """

    def __init__(self, script: Script, method: str, call: AnyCall | None) -> None:
        self._script = script
        self._method = method
        self._files = set(urls_of(call)) if call is not None else set[str]()
        self._given = 0  # requests that the first step has answered
        self._plan = [
            _Turn(self._answer(entry, call), entry.times, entry) for entry in script.take(method)
        ]
        if not self._plan or self._plan[-1].times is not None:
            self._plan.append(_Turn(None if script.strict else self._default(call)))
        final = self._plan[-1].answer
        self.result = None if final is None else final.result

    def _default(self, call: AnyCall | None) -> Answer:
        return Answer(service_wire(self._method)) if call is None else example_answer(call)

    def _answer(self, entry: _Queued, call: AnyCall | None) -> Answer:
        answers = entry.answers
        if isinstance(answers, Wire):
            return Answer(answers)
        assert call is not None, "methods beside the tasks are answered with a wire"
        if callable(answers):
            value = answers(call)
            if value is None:
                return self._default(call)
            answers = prepare(self._method, value)
        return fitting(answers, call)

    def next(self, request: Request, deadline: Deadline) -> Wire:
        """Return the answer to a request.

        Raises:
            UnansweredError: If there is none.
        """
        if request.method == "GET" and request.url.endswith("/api/tasks"):
            return tasks_wire()
        if request.method == "GET" and request.url in self._files:
            return file_wire(self._method)
        if self._given == self._plan[0].times:
            self._plan.pop(0)
            self._given = 0
        self._given += 1
        answer = self._plan[0].answer
        if answer is None:
            raise UnansweredError(
                f"nothing is queued for {self._method}, and the fake is strict",
                hint=f"fake.queue({self._method!r}, ...), or FakeClient(strict=False).",
            )
        endless = self._plan[0].times is None and deadline.end is None
        if endless and self._given > 1 and _is_loading(answer.wire):
            raise ArgumentError(
                "the model never loads, and the client waits for it without end",
                hint="queue_error(..., times=1) lets it load; FakeClient(timeout=...) gives up.",
            )
        return answer.wire

    def close(self) -> None:
        """Give back what no request has asked for."""
        rest = self._plan[1 if self._given else 0 :]
        self._script.give_back(self._method, [turn.entry for turn in rest if turn.entry])


def _is_loading(wire: Wire) -> bool:
    if wire.status != 503:
        return False
    content = b"".join(block for block in wire.blocks if isinstance(block, bytes))
    return isinstance(from_response(503, wire.headers, content), ModelLoadingError)


def method_of(steps: Generator[Any, Any, Any]) -> str:
    """Return the method that steps belong to: services are named as the methods are."""
    name = str(getattr(steps, "__name__", ""))
    if name == "resume":
        raise ArgumentError(
            "resume: a fake answers at once and has no jobs; queue the method's own"
        )
    return name if name in SERVICES else "post"


def read_as(call: C, talk: Conversation) -> C:
    """Return a call whose answer is read as a conversation says."""
    if talk.result is None:
        return call
    changes: dict[str, Any] = {"result": talk.result}
    if isinstance(call, Call):
        changes["counts"] = (None, None)  # an example has its own number of results
    return cast("C", replace(cast("Any", call), **changes))


# The methods of fakes --------------------------------------------------------------------------


class Scripted:
    """What both fakes can be told and asked."""

    @property
    def _script(self) -> Script:
        raise NotImplementedError

    @property
    def calls(self) -> list[AnyCall]:
        """The calls of tasks so far, also those that failed, in the order in which they began.

        A call has the name of its method as `.operation.name`, and `.payload`, `.model` and `.api`.
        """
        return list(self._script.calls)

    def queue(self, operation: Method | str, answer: Queueable, *more: Queueable) -> None:
        """Say what the next calls of a method are answered with, one answer for each call.

        Answers are checked here, by what reads those of a real server.

        Args:
            operation: Name of the method, such as `text_classification`, also as the openai client
                has it: `chat.completions.create`.
            answer: A result, or plain data of its shape: lists, dicts, numbers, numpy arrays, bytes
                for media. A list of chunks for a stream; the last may be an error, which breaks it
                off. A text for an answer, and texts for the chunks of a stream, where they have
                texts. An error: the server's answer, or its silence, that makes the client raise
                such an error, on every attempt of the call. A function of the call that returns
                one of these, or None for the spec's example.
            more: Answers of the calls after that.

        Raises:
            ArgumentError: If there is no such method, or no real server could answer so; the
                message names the place.

        Example:
            ```python
            fake = FakeClient()
            fake.queue("text_classification", [{"label": "POSITIVE", "score": 0.9}])
            fake.queue("chat_completion", "Hello", RateLimitError("slow down"))
            ```
        """
        method = method_named(operation)
        self._script.add(method, [_entry(method, value) for value in (answer, *more)])

    def queue_error(
        self,
        operation: Method | str,
        *,
        status: int,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        times: int | None = None,
    ) -> None:
        """Say that the next call of a method is answered with an error status.

        The client does with it what it does with a real one: it retries, waits for a loading model
        (in no time), and raises the error of the status.

        Args:
            operation: Name of the method.
            status: HTTP status code, 300 or above.
            body: Body of the answer: bytes, a text, or what becomes JSON.
            headers: Headers of the answer, such as `retry-after`.
            times: How many requests are answered so before the next answer is used; None for all
                attempts of one call, so that it fails.

        Raises:
            ArgumentError: If there is no such method, or no server could answer so.

        Example:
            ```python
            fake.queue_error("chat_completion", status=429, times=1)
            fake.chat_completion([{"role": "user", "content": "Hi"}])  # the second attempt succeeds
            ```
        """
        method = method_named(operation)
        if times is not None and whole("times", times) == 0:
            raise ArgumentError("times must be 1 at least, or None", argument="times")
        self._script.add(method, [_Queued(status_wire(status, body, headers), times)])

    def always(self, operation: Method | str, answer: Queueable) -> None:
        """Say what a method answers whenever nothing is queued for it, in place of the example.

        Args:
            operation: Name of the method.
            answer: As `queue` takes it.

        Raises:
            ArgumentError: As `queue` raises it.
        """
        method = method_named(operation)
        self._script.stand(method, _entry(method, answer))

    def assert_all_used(self) -> None:
        """Check that all that was queued has been used.

        Raises:
            AssertionError: If something is left; it says of which method and how many.
        """
        left = self._script.left()
        if left:
            listed = ", ".join(f"{count} of {method}" for method, count in left.items())
            raise AssertionError(f"queued answers that no call has used: {listed}")

    def reset(self) -> None:
        """Forget all answers and all calls."""
        self._script.clear()


def _instance(value: object) -> object:
    kind: Any = value
    if isinstance(kind, type) and issubclass(kind, InferenceError):
        return kind("the fake was told to fail")
    return value


def _entry(method: str, value: object) -> _Queued:
    value = _instance(value)
    function = cast("Callable[[AnyCall], object]", value) if callable(value) else None
    if method in SERVICES:
        if function is not None:
            raise ArgumentError(
                f"{method}: only tasks can be answered by a function", argument="answer"
            )
        return _Queued(prepare_service(method, value))
    return _Queued(function or prepare(method, value))


def without_provider(session: Session) -> Session:
    """Return a session that asks no hub who serves a call: a fake answers as the task itself."""
    if session.config.provider is not None:
        session.config = session.config.changed(provider=None)
    return session


def without_lookup(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a constructor's arguments so that no token of this machine is looked for."""
    if arguments["token"] is None and arguments["api_key"] is None:
        return {**arguments, "token": False}
    return arguments
