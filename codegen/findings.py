"""What is wrong with specs: findings, and the error that carries them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .patch import Edit


@dataclass(frozen=True)
class Finding:
    """One fault of a spec: where it is, what is wrong and how to mend it.

    Attributes:
        rule: Id of the rule.
        file: The file, relative to the specs folder.
        pointer: JSON pointer of the place; empty for the whole file.
        message: What is wrong.
        fix: What to do.
        repair: Edits that do it, where there is nothing to decide; `lint --fix` makes them.
        at: Where that is on disk, as `path:line`; None if the file is not there.
    """

    rule: str
    file: str
    pointer: str
    message: str
    fix: str
    repair: tuple[Edit, ...] = field(default=(), compare=False, repr=False)
    at: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        where = f"{self.file}#{self.pointer}" if self.pointer else self.file
        offer = " (`lint --fix` does it)" if self.repair else ""
        place = f"\n    at: {self.at}" if self.at else ""
        return f"{where}: {self.rule}: {self.message}{place}\n    fix: {self.fix}{offer}"


class SpecError(Exception):
    """Specs that cannot be compiled.

    Attributes:
        findings: The faults, each with file, pointer and remedy.
    """

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings
