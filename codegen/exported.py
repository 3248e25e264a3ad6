"""The names that `client.json` exports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .pointer import pointer_to


def exported(client: Any) -> Iterator[tuple[str, Any]]:
    """Yield the pointer of each exported name, and the name.

    Older files have the names by module. The modules are not looked at: `runtime` knows them.

    Args:
        client: What `client.json` says; it may be misshapen.
    """
    exports = client.get("exports") if isinstance(client, dict) else None
    older = exports if isinstance(exports, dict) else {}
    lists = [(("exports",), exports), *((("exports", key), names) for key, names in older.items())]
    for steps, names in lists:
        for index, name in enumerate(names if isinstance(names, list) else ()):
            yield pointer_to(*steps, index), name
