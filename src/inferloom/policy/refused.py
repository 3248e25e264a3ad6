"""Arguments that a server does not take, by its own words; a client remembers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from warnings import warn

from ..callers import stacklevel
from ..calls.body import without
from ..url_text import redacted

if TYPE_CHECKING:
    from ..calls.body import Body
    from ..calls.operation import Operation, Refusals
    from ..urls import Target
    from .session import Session

__all__ = ["Refused"]


class Refused:
    """What is known of the arguments that a server does not take.

    Args:
        session: The client's state, which remembers it.
        operation: Whose arguments they are.
        rule: How such servers refuse them.
        target: Where the call goes: address and model.
    """

    def __init__(
        self, session: Session, operation: Operation, rule: Refusals, target: Target
    ) -> None:
        self._known = session.refused
        self._operation = operation
        self._rule = rule
        self._target = target

    def learn(self, body: Body, refusal: str) -> bool:
        """Remember what a server has refused; return whether that is in the body.

        Args:
            body: What was sent.
            refusal: The server's words.
        """
        named = self._rule.named(refusal)
        self._known.update(map(self._key, named))
        return bool(named & set(self._members(body)))

    def left_out(self, body: Body) -> Body:
        """Return a body without what the server does not take, and warn of what that is."""
        if not any(key[:2] == self._key("")[:2] for key in self._known):
            return body
        names = [name for name in self._members(body) if self._key(name) in self._known]
        if not names:
            return body
        warn(
            f"{self._operation.name}: {redacted(self._target.url)} does not take "
            f"{', '.join(names)}; the call goes without",
            UserWarning,
            stacklevel=stacklevel(),
        )
        return without(body, self._rule.of, names)

    def _key(self, name: str) -> tuple[str, str | None, str]:
        return self._target.url, self._target.model, f"{self._rule.of}.{name}"

    def _members(self, body: Body) -> list[str]:
        members: dict[str, Any] = body.payload
        for step in self._rule.of.split("."):
            members = members.get(step) or {}
        return list(members)
