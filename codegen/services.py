"""The methods that are no tasks, as `client.json` describes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from . import upstream


def services(client: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the methods that are no tasks.

    Args:
        client: What `client.json` says. One that was written before there was this member gets
            what the compiler's own specs say.
    """
    found: list[dict[str, Any]] = client.get("services", [])
    return found if "services" in client else _own()


@cache
def _own() -> list[dict[str, Any]]:
    text = (upstream.specs() / "client.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["services"]
    return found
