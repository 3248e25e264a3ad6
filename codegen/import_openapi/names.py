"""Names from what documents say: classes, arguments, groups and methods."""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Collection

__all__ = ["is_verb", "pascal", "singular", "snake", "words"]

_VERBS = frozenset({
    "accept", "activate", "add", "append", "apply", "approve", "archive", "ask", "assign",
    "attach", "batch", "cancel", "chat", "check", "claim", "classify", "clone", "close",
    "compact", "compare", "complete", "compute", "confirm", "convert", "copy", "count", "create",
    "deactivate", "decode", "delete", "deploy", "detach", "detect", "detokenize", "disable",
    "download", "embed", "enable", "encode", "end", "estimate", "evaluate", "execute", "export",
    "extend", "extract", "fetch", "finish", "fork", "generate", "grade", "hangup", "import",
    "infer", "invite", "invoke", "join", "judge", "leave", "link", "list", "load", "lock",
    "login", "logout", "merge", "move", "parse", "pause", "ping", "predict", "preview", "process",
    "publish", "pull", "push", "query", "rank", "refer", "refresh", "register", "reject",
    "release", "remix", "remove", "rename", "reprocess", "rerank", "reset", "resolve", "restart",
    "restore", "resume", "retry", "revoke", "rotate", "run", "save", "score", "search", "send",
    "set", "share", "show", "sign", "start", "stop", "stream", "submit", "subscribe", "suspend",
    "sync", "terminate", "test", "tokenize", "train", "transcribe", "transfer", "translate",
    "trigger", "unarchive", "unassign", "undo", "unlink", "unload", "unlock", "unpublish",
    "update", "upload", "validate", "verify", "watch",
})  # fmt: skip


def words(text: str) -> list[str]:
    """Return the words of a name in lower case: of camelCase, snake_case, with marks or spaces."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    apart = re.sub(r"([a-z0-9])([A-Z])|([A-Z]+)([A-Z][a-z])", r"\1\3 \2\4", plain)
    return re.findall(r"[a-z0-9]+", apart.lower())


def snake(text: str, taken: Collection[str] = ()) -> str:
    """Return a name for an argument or method, none of Python's own and none that is taken."""
    name = "_".join(words(text)) or "value"
    name = f"n{name}" if name[0].isdigit() else name
    while keyword.iskeyword(name) or name in taken:
        name += "_"
    return name


def pascal(text: str) -> str:
    """Return a name for a class, with the capitals that a name has already."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    parts = re.findall(r"[A-Za-z0-9]+", plain)
    name = "".join(part[0].upper() + part[1:] for part in parts) or "Value"
    name = f"Type{name}" if name[0].isdigit() else name
    return f"{name}Value" if keyword.iskeyword(name) or hasattr(builtins, name) else name


def singular(word: str) -> str:
    """Return the singular of an English noun, by its ending."""
    if len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def is_verb(word: str) -> bool:
    """Return whether a segment of a path is what is done, and not what is there."""
    return word.split("_")[0] in _VERBS
