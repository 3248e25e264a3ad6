"""What the compiler takes from the hand-written runtime: the one table of its modules and names.

Nothing else in the compiler, in its templates or in the specs says where a module of the runtime
lies. They name what they want, and ask here where it is; so moving a module is a change of this
table. A module may lie at any depth below the package.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

# Functions that say what a method sends that is no task, and the arguments that they take.
SERVICES: Mapping[str, tuple[str, ...]] = {
    "get_endpoint_info": ("model",),
    "get_model_status": ("model",),
    "get_recommended_model": ("task",),
    "health_check": ("model",),
    "list_deployed_models": ("frameworks",),
    "post": ("json", "data", "model", "task", "stream"),
    "providers": ("model",),
    "resume": ("job",),
}

# Module below the package -> the names that generated code imports, that `client.json` may export,
# or that the compiler reads.
MODULES: Mapping[str, tuple[str, ...]] = {
    "errors": (
        "ArgumentError", "AuthenticationError", "BadRequestError", "ConflictError",
        "FileAccessError", "FileForbiddenError", "FileIsFolderError", "FileMissingError",
        "GenerationError", "IncompleteGenerationError", "InferenceConnectionError",
        "InferenceError", "InferenceTimeoutError", "JobCancelledError", "JobFailedError",
        "MediaDecodeError", "MissingLibraryError", "ModelLoadingError",
        "NotFoundError", "OverloadedError", "PermissionDeniedError", "RateLimitError",
        "RequestTooLargeError", "ResponseDecodeError", "ResponseTooLargeError", "ServerError",
        "StatusError", "StreamError", "StreamInterruptedError", "TextGenerationError",
        "TokenNotFoundError", "UnprocessableEntityError", "ValidationError",
    ),
    "by_name": ("PARTS",),
    "calls.bind": ("bind", "given"),
    "calls.call": ("Call", "StreamCall"),
    "calls.exchange": ("Exchange",),
    "calls.given": (
        "MISSING", "Given", "Members", "first", "present", "some", "whole",
    ),
    "calls.provider": ("Base", "JobProtocol", "Provider", "ProviderTask"),
    "calls.http": ("Following", "Http", "Parameter"),
    "calls.job": ("Job",),
    "calls.operation": ("Api", "Fallback", "Operation", "Refusals"),
    "calls.results": (
        "Accumulate", "Array", "BareText", "Bytes", "Columns", "Complete", "Events", "FirstOfList",
        "Groups", "Json", "ListRules", "Member", "Nothing", "Plain", "SingleItem", "Text",
    ),
    "client_base.aio": ("AsyncClient",),
    "client_base.sync": ("SyncClient",),
    "compat.inference_api": ("InferenceApi", "RawResponse"),
    "compat.renamed_arguments": ("renamed",),
    "config": ("VERSION",),
    "limits": ("Limits", "Timeout", "Wait"),
    "media.files": ("MediaInput",),
    "media.inputs": ("media", "media_list"),
    "media.policy": ("MediaPolicy",),
    "models.answers": ("AnswerT_co", "FunctionModel", "TextModel", "text_of"),
    "models.base": ("EXACT", "InputModel", "Model"),
    "models.depth": ("DepthModel",),
    "models.drawing": ("Detections", "Segments"),
    "models.media": ("Audio", "Binary", "Picture", "Video"),
    "models.plain": ("plain",),
    "models.structured": ("JsonSchema", "function_tools", "json_format", "typed"),
    "models.typed": ("AnswerT",),
    "models.vectors": ("Vector",),
    "pages.aio": ("AsyncPages",),
    "pages.sync": ("Pages",),
    "policy.services": ("ModelProvider", "ModelStatus", *SERVICES),
    "secret_texts": ("Unshown",),
    "streams.aio.lines": ("AsyncLineStream",),
    "streams.aio.stream": ("AsyncStream",),
    "streams.stream": ("Outcome", "Usage"),
    "streams.sync.lines": ("LineStream",),
    "streams.sync.stream": ("Stream",),
    "testing.aio.fakes": ("AsyncFake",),
    "testing.sync.fakes": ("Fake",),
    "transport.engine": ("AsyncHttpClient", "HttpClient"),
    "urls": ("Route",),
}  # fmt: skip

# The clients, which are generated and of which `client.json` speaks as of the rest.
CLIENTS: Mapping[str, tuple[str, ...]] = {
    "client": ("InferenceClient",),
    "async_client": ("AsyncInferenceClient",),
}

# What is generated for all providers.
PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "providers": ("LEFT_OUT", "NAMES", "SERVED", "ProviderName"),
}

# Files that have a sync twin, which `twins` makes; that of `aio` is `sync`.
TWINS: tuple[str, ...] = (
    "client_base/aio.py",
    "driver/aio.py",
    "pages/aio.py",
    "streams/aio/lines.py",
    "streams/aio/stream.py",
    "testing/aio/fakes.py",
    "testing/aio/instant.py",
    "testing/aio/recording.py",
    "transport/aio/httpx_engine.py",
)

TESTING = "testing"  # the package with fakes and recordings, which a copy is without by default
PACKAGES = ("", TESTING)  # those whose `__init__` says what is public

# The names of `PARTS` are what a copy may leave out, and ask for with `vendor --with`.
# Module -> modules that it loads by name in every copy.
LOADS: Mapping[str, tuple[str, ...]] = {
    "transport.choice": ("transport.sync.native", "transport.aio.native"),
}
# Part -> modules that a copy is without where none of its tasks needs them, although others import
# them: in functions or for type checkers, where a stand-in is enough that says what is missing.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "apis": ("calls.formats", "calls.given"),
    "async": (
        "driver.aio", "transport.aio.apart", "transport.aio.connection_limit",
        "transport.aio.native", "transport.aio.sockets", "transport.aio.work",
    ),
    "http": (
        "calls.encode_http", "calls.http", "pages.aio", "pages.following", "pages.sync",
    ),
    "httpx_engine": (
        "transport.aio.httpx_engine", "transport.httpx_engine", "transport.sync.httpx_engine",
    ),
    "media": ("media.inputs", "media.policy", "policy.content", "policy.downloads"),
    "providers": ("calls.job", "calls.provider", "policy.jobs", "policy.providers"),
    "schemas": ("models.answers", "models.structured"),
    "streams": (
        "streams.aio.lines", "streams.aio.stream", "streams.chunks", "streams.lines",
        "streams.stream", "streams.sync.lines", "streams.sync.stream",
    ),
}  # fmt: skip
# Those of them that are asked for by an option of their own.
OWN_OPTIONS: Mapping[str, str] = {"async": "--async-only", "providers": "--providers NAME"}
# Name that the code of a task or a provider imports -> the part that its calls need.
NEEDED_BY: Mapping[str, str] = {
    "Api": "apis",
    "Bytes": "media",
    "FunctionModel": "schemas",
    "Http": "http",
    "Provider": "providers",
    "StreamCall": "streams",
    "TextModel": "schemas",
    "media": "media",
    "media_list": "media",
}
# Base class of generated types -> modules that its methods load by name.
LOADED_BY_BASES: Mapping[str, tuple[str, ...]] = {
    "FunctionModel": ("models.structured",),
    "TextModel": ("models.structured",),
}
# Parts that no module loads by name -> what whoever asks for them wants together.
EXTRAS: Mapping[str, tuple[str, ...]] = {"legacy": ("compat.inference_api", "media.inputs")}
# Half of the twins -> how the folder of the other half is called.
OTHER_HALF: Mapping[str, str] = {"async": "sync", "sync": "aio"}

# Where the licence goes in a package that gets a copy of the runtime.
LICENCE = "transport/LICENSE"

_FOLDERS = frozenset({"errors", "providers"})  # modules that are the `__init__` of a folder

_TABLES = {**MODULES, **CLIENTS, **PROVIDERS}
_HOMES = {name: module for module, names in _TABLES.items() for name in names}


def known() -> frozenset[str]:
    """Return all classes and functions of the table that specs may name, the clients included."""
    return frozenset(_HOMES) - SERVICES.keys()


def module_of(name: str) -> str:
    """Return the module, below the package, that has a name.

    Raises:
        LookupError: If the table has no such name.
    """
    if name not in _HOMES:
        raise LookupError(f"{name} is not in the table of codegen/runtime.py")
    return _HOMES[name]


def path_of(name: str) -> str:
    """Return the path, below the package, of the module that has a name."""
    return file_of(module_of(name))


def file_of(module: str) -> str:
    """Return the path of a module, below the package."""
    return f"{module.replace('.', '/')}{'/__init__' if module in _FOLDERS else ''}.py"


def module_at(path: str) -> str:
    """Return the module that a path below the package is of."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(names: Iterable[str], into: str) -> Iterator[str]:
    """Yield the statements that import some names of the table.

    Args:
        names: The names, each as it is or as `Name as Other`.
        into: Path, below the package, of the file that the statements are for.
    """
    wanted: dict[str, dict[str, None]] = defaultdict(dict)
    for name in names:
        wanted[module_of(name.partition(" as ")[0])][name] = None
    for module, found in sorted(wanted.items()):
        yield f"from {relative(module, into)} import {', '.join(sorted(found))}"


def relative(module: str, into: str) -> str:
    """Return a module as a file of the package names it: `..transport.call`, say.

    Args:
        module: The module, below the package.
        into: Path of the file, below the package.
    """
    here, there = into.split("/")[:-1], module.split(".")
    pairs = zip(here, there[:-1], strict=False)
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return "." * (len(here) - shared + 1) + ".".join(there[shared:])
