"""Names that specs cannot have, because the clients, the models or the generated code have them.

They are read from the runtime, and from what writes the code.
"""

from __future__ import annotations

from functools import cache

from .. import runtime, upstream
from ..build.calls import USED
from ..build.imports import STANDARD
from ..exports import members, reader
from ..types import IMPORTED

ALIAS_HEADS = frozenset({"chat"})  # members that are there to hold aliases
_KEPT_FREE = frozenset({"headers", "map", "token"})  # what clients may have one day

# What the generated functions have in scope where arguments are used.
ARGUMENT_NAMES_TAKEN = USED | {"self", "model", "extra_body"}


@cache
def client_members() -> frozenset[str]:
    """Return the names that methods cannot have."""
    bases = [_members(base) for base in ("SyncClient", "AsyncClient")]
    return frozenset().union(*bases) | ALIAS_HEADS | _KEPT_FREE | runtime.SERVICES.keys()


@cache
def imported_names() -> frozenset[str]:
    """Return what the generated modules may import, and classes cannot be called."""
    return runtime.known() | STANDARD.keys() | IMPORTED


def _members(name: str) -> frozenset[str]:
    return members(reader({}, [upstream.runtime()]), runtime.module_of(name), name)
