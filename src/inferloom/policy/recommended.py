"""The model that the hub recommends for a task."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ..errors import ResponseDecodeError
from ..errors.body import parse_body
from ..jsonvalues import is_array, is_object
from ..transport.deadline import Deadline
from ..transport.engine import Request
from ..urls import Route, is_id, resolve
from .deliver import deliver
from .headers import hub_headers
from .session import Session
from .steps import Send, Sleep

__all__ = ["recommended"]


def recommended(
    session: Session, task: str, deadline: Deadline
) -> Generator[Send | Sleep, Any, str | None]:
    """Look up the model that the hub recommends for a task; asked once per client.

    Args:
        session: The client's state; keeps the hub's answer for all tasks.
        task: Task id, as in `text-classification`.
        deadline: When to give up.

    Returns:
        A model id, or None if the hub recommends none.

    Raises:
        InferenceError: If the hub cannot be asked.
    """
    if not session.recommended:
        config = session.config
        target = resolve(
            Route("hub", "/api/tasks"),
            task=task,
            model=None,
            client_model=None,
            base_url=None,
            endpoints=config.endpoints,
        )
        assert target is not None
        request = Request("GET", target.url, hub_headers(config, target.url), foreign=True)
        answer = yield from deliver(session, request, deadline, False, "recommended model", True)
        entries = parse_body(answer.content)
        if not is_object(entries):
            raise ResponseDecodeError(
                f"{target.url} does not list tasks and their models",
                hint="pass model=..., or check HF_ENDPOINT.",
                status=answer.status,
                body=entries,
            )
        for name, entry in entries.items():
            models = entry.get("widgetModels") if is_object(entry) else None
            # An id and nothing else: a URL would choose where the caller's data goes.
            ids = [model for model in models if is_id(model)] if is_array(models) else []
            if ids:
                session.recommended[name] = ids[0]
    # The hub files chat under the task that such models have.
    for name in (task, "text-generation") if task == "chat-completion" else (task,):
        if model := session.recommended.get(name):
            return model
    return None
