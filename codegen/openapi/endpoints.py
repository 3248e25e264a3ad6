"""Which operations there are on the wire, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..load import Specs, Task
from .schemas import media_kinds


@dataclass(frozen=True)
class Endpoint:
    """An operation in one of its wire formats.

    Attributes:
        task: Where it is specified.
        api: Which of the manifest's `apis` it speaks; None for the format of the schemas.
        id: The name of the method, with that of the API if the API is not the default one.
    """

    task: Task
    api: str | None
    id: str

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The operation's manifest."""
        manifest: Mapping[str, Any] = self.task.operation.data
        return manifest

    @property
    def wire(self) -> Mapping[str, Any]:
        """What says how it looks on the wire: the manifest, or one of its `apis`."""
        wire: Mapping[str, Any] = self.manifest["apis"][self.api] if self.api else self.manifest
        return wire

    @property
    def style(self) -> str:
        """How its address is made."""
        return str(self.wire["route"]["style"])

    @property
    def method(self) -> str:
        """The HTTP method, as OpenAPI spells it."""
        return "get" if self.manifest["encoding"] == "none" else "post"

    @property
    def fragment(self) -> str:
        """What tells it from others at the same address."""
        return self.api or str(self.manifest["task"])

    @property
    def examples(self) -> list[Mapping[str, Any]]:
        """The manifest's examples in this wire format."""
        default = self.manifest.get("default_api")
        return [
            example
            for example in self.manifest["examples"]
            if example["arguments"].get("api", default) == self.api
        ]

    def path(self, pattern: str) -> str:
        """Fill in the pattern of its style."""
        path = self.wire["route"].get("path", "")
        return pattern.replace("{path}", path).replace("{task}", self.manifest["task"])

    def class_name(self, suffix: str) -> str:
        """Name a schema that the API has and the specs have not."""
        words = re.split(r"[^0-9A-Za-z]+", f"{self.manifest['method']}_{self.api}")
        return "".join(word[:1].upper() + word[1:] for word in words) + suffix

    def tag(self) -> str:
        """Name its modality: that of files that come out, else of files that go in."""
        if self.manifest["encoding"] == "none":
            return "server"
        if self.manifest["task"].startswith("tabular-"):
            return "tabular"
        answered = self.manifest.get("response", {}).get("media", "")
        kinds: list[str] = [answered, *media_kinds([d.data for d in self.task.schemas()])]
        for kind in kinds:
            if (name := kind.split("/")[0]) in ("image", "audio", "video"):
                return name
        return "text"


def endpoints(specs: Specs) -> Iterator[Endpoint]:
    """Yield all endpoints of the specs."""
    for task in specs.tasks:
        manifest = task.operation.data
        default = manifest.get("default_api")
        if default is None:
            yield Endpoint(task, None, manifest["method"])
        for api in manifest.get("apis", {}):
            suffix = "" if api == default else "_" + re.sub(r"\W+", "_", api)
            yield Endpoint(task, api, manifest["method"] + suffix)
