"""Who is compared: an entry in a table, and a module with the code that its users write.

A module has what its package can do of `client`, `aclient`, `chat`, `achat`, `said`, `stream`,
`embed`, `embed_base64` and `upload`; what is missing is not measured. Each function imports what
it needs, since start-up is measured by running the text of these functions in a new process.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType

__all__ = ["BASE", "CONTENDERS", "Contender"]


@dataclass(frozen=True)
class Contender:
    """One column of the tables.

    Attributes:
        name: How the tables call it.
        module: Its module in this folder.
        package: What its users import.
        distribution: Whose version is noted; the package's name by default.
        options: More arguments of `client` and `aclient`.
        role: `base` is what ratios are to, `limit` what nothing can be below, and `default` has
            targets.
    """

    name: str
    module: str
    package: str
    distribution: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    role: str = ""

    def load(self) -> ModuleType:
        """Return its module, which imports nothing before it is used."""
        return import_module(f"{__name__}.{self.module}")

    def can(self, *functions: str) -> bool:
        """Return whether its module has all of these functions."""
        module = self.load()
        return all(hasattr(module, name) for name in functions)

    def program(self, url: str, functions: Iterable[str], last: str) -> str:
        """Return a program: some functions as they stand in the module, and what is done with them.

        Args:
            url: Value of `URL` in the program.
            functions: Names of the functions.
            last: The last lines.
        """
        module = self.load()
        return "\n".join(
            [
                "from __future__ import annotations",
                f"URL, OPTIONS = {url!r}, {dict(self.options)!r}",
                *(inspect.getsource(getattr(module, name)) for name in functions),
                last,
            ]
        )


CONTENDERS = (
    Contender("httpx", "raw_httpx", "httpx", role="base"),
    Contender("huggingface_hub", "hub", "huggingface_hub"),
    Contender("openai", "openai_sdk", "openai"),
    Contender("anthropic", "anthropic_sdk", "anthropic"),
    Contender("mistralai", "mistral_sdk", "mistralai.client", distribution="mistralai"),
    Contender("inferloom", "ours", "inferloom", options={"engine": "native"}, role="default"),
    Contender("inferloom, httpx", "ours", "inferloom", options={"engine": "httpx"}),
    Contender("inferloom, httpx2", "ours", "inferloom", options={"engine": "httpx2"}),
    Contender("limit", "limit", "", role="limit"),
)
BASE = CONTENDERS[0]
