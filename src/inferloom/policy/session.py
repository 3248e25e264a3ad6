"""What the calls of one client share.

Written without `dataclasses`, which a client is made without: see docs/design/start_up.md.
"""

from __future__ import annotations

from ..config import Config

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Budget", "Session"]


class Budget:
    """How many retries a client may still send, as AWS SDKs count it.

    In an outage every call fails, and retries would multiply the load on a server that is down. The
    budget is spent by retries and earned back by success.
    """

    cost = 14.0

    def __init__(self, tokens: float = 500.0, capacity: float = 500.0) -> None:
        self.tokens = tokens
        self.capacity = capacity

    def take(self) -> bool:
        """Spend one retry, if it is there."""
        if self.tokens < self.cost:
            return False
        self.tokens -= self.cost
        return True

    def refund(self, retries: int) -> None:
        """Earn back what a success is worth: all that it has cost, or a little.

        So failures that pass by themselves, however many, never use the budget up.
        """
        self.tokens = min(self.capacity, self.tokens + (self.cost * retries or 1.0))


class Session:
    """What the calls of one client share."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self.budget = Budget()
        self.recommended: dict[str, str] = {}
        # Address, model and member of what a server has refused that was not the caller's wish.
        self.refused: set[tuple[str, str | None, str]] = set()
        # Model -> what the hub says of who serves it.
        self.mappings: dict[str, tuple[Any, ...]] = {}
        # Method and model -> the provider that calls go to since the hosted service lacks it; None
        # if nobody else has it either.
        self.instead: dict[tuple[str, str], str | None] = {}

    def configured(self, config: Config) -> Session:
        """Return a session of another configuration that shares what this one has learned."""
        other = Session(config)
        other.budget, other.recommended, other.refused = self.budget, self.recommended, self.refused
        if self.config.credentials is config.credentials:  # another token may see other providers
            other.mappings, other.instead = self.mappings, self.instead
        return other
