"""What the calls of one client share."""

from __future__ import annotations

from ..config import Config
from ..record import dataclass, field

__all__ = ["Budget", "Session"]


@dataclass
class Budget:
    """How many retries a client may still send, as AWS SDKs count it.

    In an outage every call fails, and retries would multiply the load on a server that is down. The
    budget is spent by retries and earned back by success.
    """

    tokens: float = 500.0
    capacity: float = 500.0
    cost: float = 14.0

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


@dataclass
class Session:
    """What the calls of one client share."""

    config: Config
    budget: Budget = field(default_factory=Budget)
    recommended: dict[str, str] = field(default_factory=dict[str, str])
    # Address, model and member of what a server has refused that was not the caller's wish.
    refused: set[tuple[str, str | None, str]] = field(
        default_factory=set[tuple[str, str | None, str]]
    )
