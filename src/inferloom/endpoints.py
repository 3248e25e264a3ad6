"""Where hosted things live, as the environment says; loaded before the first call."""

from __future__ import annotations

import os

from .secret_texts import Address
from .url_text import without_user

TYPE_CHECKING: bool = False  # docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

__all__ = ["Endpoints"]

_HUB: Final = "https://huggingface.co"
_ROUTER: Final = "https://router.huggingface.co"


class Endpoints:
    """Where hosted things live.

    Attributes:
        hub: Base URL of the hub.
        inference: Base URL of a private inference service that replaces the router, or None.
        router: Base URL of the router of hosted inference.
    """

    def __init__(
        self, hub: str = _HUB, inference: str | None = None, router: str = _ROUTER
    ) -> None:
        self.hub = hub
        self.inference = inference
        self.router = router

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Endpoints) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.hub, self.inference, self.router))

    def __repr__(self) -> str:
        return f"Endpoints({self.hub!r}, {self.inference!r}, {self.router!r})"

    @property
    def hosted(self) -> str:
        """Base URL of hosted models: the private service, or the router's own. It has no user."""
        return without_user(self.inference) or f"{self.router}/hf-inference"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Endpoints:
        """Read `HF_ENDPOINT`, `HF_INFERENCE_ENDPOINT` and `HF_ROUTER_ENDPOINT`.

        Empty means not set. The last one is for a router of one's own, or for one that plays it.

        Raises:
            ArgumentError: A variable is set and is not an http(s) URL.
        """
        environ = os.environ if environ is None else environ
        hub = environ.get("HF_ENDPOINT", "")
        inference = environ.get("HF_INFERENCE_ENDPOINT", "")
        router = environ.get("HF_ROUTER_ENDPOINT", "")
        environ = None  # it may hold tokens, and a traceback may show the locals
        return cls(
            hub=_configured("HF_ENDPOINT", hub) or _HUB,
            inference=_configured("HF_INFERENCE_ENDPOINT", inference),
            router=_configured("HF_ROUTER_ENDPOINT", router) or _ROUTER,
        )


def _configured(variable: str, value: str) -> str | None:
    value = value.strip().rstrip("/")
    if not value:
        return None
    from .origins import origin

    origin(value, variable)
    return Address(value) if "@" in value else value
