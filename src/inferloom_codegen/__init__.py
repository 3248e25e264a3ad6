"""The compiler under its installed name. A wheel has `codegen/` in this place; here it is run."""

from pathlib import Path

__path__ = [str(Path(__file__).resolve().parents[2] / "codegen")]
