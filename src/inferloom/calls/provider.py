"""A provider, as data: where its tasks are, in which format, and how its jobs are followed.

The modules of `providers` hold one each. They are made of `specs/providers/` and loaded when a call
goes there first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from .given import Given
from .operation import Api

__all__ = ["Base", "JobProtocol", "Provider", "ProviderTask"]


class JobProtocol(NamedTuple):
    """How a job is followed from its submission to its result.

    Paths lead into answers, as those of an `Api` do. In texts they stand in braces; `{url|path}` is
    the path of a URL, for a host that an answer names is never asked.

    Attributes:
        id: Path of the job's id.
        poll: Path of the address that is asked, below the one that was posted to.
        state: Path of the job's state in the answers of both.
        pending: States of a job that is not done. One that nothing is known of counts as such.
        done: States of a job with a result.
        failed: States of a job that has failed.
        cancelled: States of a job that somebody has cancelled.
        words: Paths of what a failed job says, the first that leads to something.
        every: Seconds between two questions.
        at_once: Whether the first question needs no wait.
        result: Path of the address that has the result; None if the last answer has it.
        position: Path of the place in the queue, or None.
        logs: Path of the lines that the job has written, or None.
    """

    id: str
    poll: str
    state: str
    pending: tuple[str, ...]
    done: tuple[str, ...]
    failed: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    every: float = 1.0
    at_once: bool = False
    result: str | None = None
    position: str | None = None
    logs: str | None = None


class ProviderTask(NamedTuple):
    """One operation at a provider.

    Attributes:
        path: Where it goes, below the provider's base URL; `{model}` stands for the model's id
            there, `{model.hub}` for that on the hub and `{model.parent}` for what the last segment
            of its id is below. A function of such a text where it depends on the call.
        api: The format: one of the operation's `apis` by name, one of the provider's own, or None
            for the operation's own.
        base: Name of another base URL of the provider.
        job: How its jobs are followed; None if the answer is the result.
    """

    path: str | Callable[[Given], str]
    api: Api | str | None = None
    base: str | None = None
    job: JobProtocol | None = None


class Base(NamedTuple):
    """Another base URL of a provider.

    Attributes:
        url: For calls that do not go through the router.
        query: What a call through the router says instead.
    """

    url: str
    query: str = ""


class Provider(NamedTuple):
    """Who serves models.

    Attributes:
        name: Its name on the hub.
        url: Its base URL, for those who have a key of it.
        tasks: What it serves, by the name of the operation.
        bases: Other base URLs of it, by name.
        key: How its key is sent in the header `Authorization`.
        key_optional: Whether it answers without one.
        headers: Headers of all requests to it.
        listed: Whether the hub lists which models it serves, and by which id.
        routed: Whether the hub's router leads to it.
        direct: Whether it has keys of its own.
        variable: Environment variable that its key is found in by `from_env`.
    """

    name: str
    url: str
    tasks: Mapping[str, ProviderTask]
    bases: Mapping[str, Base] = {}
    key: str = "Bearer {key}"
    key_optional: bool = False
    headers: Mapping[str, str] = {}
    listed: bool = True
    routed: bool = True
    direct: bool = True
    variable: str | None = None
