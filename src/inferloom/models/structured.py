"""Python types and functions in place of JSON Schemas, and answers back as what they describe."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Generic,
    Literal,
    TypeVar,
    cast,
    get_origin,
    get_type_hints,
    overload,
)

from typing_extensions import TypeVar as DefaultTypeVar

from ..errors import ArgumentError, ResponseDecodeError
from ..jsonvalues import is_array, is_object
from .plain import plain
from .typed import Typed

if TYPE_CHECKING:
    import builtins

    from pydantic import BaseModel, TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

__all__ = [
    "JsonSchema",
    "function_tools",
    "json_format",
    "read_arguments",
    "read_text",
    "typed",
]

AnswerT_co = DefaultTypeVar("AnswerT_co", covariant=True, default=Any)
K = TypeVar("K")
V = TypeVar("V")
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class JsonSchema(Generic[AnswerT_co]):
    """Form of an answer: JSON that follows the schema of a Python type.

    A bare type, `response_format=Weather`, is short for `response_format=JsonSchema(Weather)`.

    Attributes:
        type: A pydantic model, dataclass, TypedDict, or anything else that pydantic understands.
        dialect: How the server spells it: `openai`, as vLLM, llama.cpp and most providers do, or
            `tgi` for text-generation-inference.
        name: Name of the schema; that of the type by default.
        description: What the answer is for; the type's docstring by default.
        strict: Whether the server has to follow the schema to the letter.
    """

    type: object
    dialect: Literal["openai", "tgi"] = "openai"
    name: str | None = None
    description: str | None = None
    strict: bool = True

    if TYPE_CHECKING:
        # What is no class, such as `int | str`, is taken as well; nobody can say its type.
        @overload
        def __init__(
            self,
            type: builtins.type[AnswerT_co],
            dialect: Literal["openai", "tgi"] = "openai",
            name: str | None = None,
            description: str | None = None,
            strict: bool = True,
        ) -> None: ...
        @overload
        def __init__(
            self: JsonSchema[Any],
            type: object,
            dialect: Literal["openai", "tgi"] = "openai",
            name: str | None = None,
            description: str | None = None,
            strict: bool = True,
        ) -> None: ...
        def __init__(
            self,
            type: object,
            dialect: Literal["openai", "tgi"] = "openai",
            name: str | None = None,
            description: str | None = None,
            strict: bool = True,
        ) -> None: ...

    def body(self) -> dict[str, object]:
        """Return the form as it is sent.

        Raises:
            ArgumentError: If pydantic cannot make a schema of the type.
        """
        schema = _schema(self.type)
        description = self.description or schema.pop("description", None)
        schema.pop("title", None)
        if self.strict:
            schema = _closed(schema)
        if self.dialect == "tgi":
            return {"type": "json_object", "value": schema}
        name = self.name or _type_name(self.type)
        named: dict[str, object] = {"name": _NOT_IN_NAMES.sub("_", name)[:64]}
        if description:
            named["description"] = description
        return {
            "type": "json_schema",
            "json_schema": {**named, "schema": schema, "strict": self.strict},
        }


_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")


# Arguments -------------------------------------------------------------------------------------


def json_format(value: Any, *, argument: str) -> Any:
    """Return the form of an answer as it is sent; only types and `JsonSchema`s are rewritten.

    Args:
        value: What the caller gave.
        argument: Under which name.

    Raises:
        ArgumentError: If there is no schema of the type.
    """
    if value is None:
        return None
    form = _form(value)
    if form is None:
        return plain(value)
    try:
        return _body(form)
    except ArgumentError as error:
        raise ArgumentError(f"{argument}: {error.message}", argument=argument) from None


def function_tools(value: Any, *, argument: str) -> Any:
    """Return tools as they are sent; only functions and types are rewritten.

    Args:
        value: What the caller gave.
        argument: Under which name.

    Raises:
        ArgumentError: If something cannot be described; it says which, and what to do.
    """
    if not isinstance(value, (list, tuple)):
        return plain(value)
    tools: list[object] = []
    for number, tool in enumerate(cast("Iterable[Any]", value)):
        if not callable(tool):
            tools.append(plain(tool))
            continue
        try:
            tools.append(_tool(tool))
        except ArgumentError as error:
            message = f"{argument}.{number}: {error.message}"
            raise ArgumentError(message, argument=argument) from None
    return tools


def typed(answer: Any = None, functions: Any = None) -> Typed | None:
    """Return the types among the values of arguments; None if there are none."""
    if answer is None and functions is None:
        return None  # as in most calls
    form = _form(answer)
    tools = cast("Iterable[Any]", functions if isinstance(functions, (list, tuple)) else ())
    named = {_tool_name(tool): tool for tool in tools if callable(tool)}
    if form is None and not named:
        return None
    return Typed(None if form is None else form.type, named)


def _form(value: Any) -> JsonSchema[Any] | None:
    if isinstance(value, JsonSchema):
        return value  # pyright: ignore[reportUnknownVariableType]
    return JsonSchema(value) if _is_type(value) else None


def _is_type(value: Any) -> bool:
    # list[int] is an instance of type to some versions of Python and not to others.
    return isinstance(value, (type, UnionType)) or get_origin(value) is not None


def _type_name(kind: Any) -> str:
    return str(kind.__name__) if isinstance(kind, type) and get_origin(kind) is None else "answer"


# Schemas ---------------------------------------------------------------------------------------


def _remembered(make: Callable[[K], V]) -> Callable[[K], V]:
    """Call a function once for each value, if that can be a key; results are never changed."""
    known = lru_cache(maxsize=256)(make)

    def call(value: K) -> V:
        try:
            hash(value)
        except TypeError:
            return make(value)
        return known(value)

    return call


@_remembered
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


@_remembered
def _body(form: JsonSchema[Any]) -> dict[str, object]:
    return form.body()


@lru_cache(maxsize=1)
def _generator() -> type[GenerateJsonSchema]:
    from pydantic.json_schema import GenerateJsonSchema

    class Generator(GenerateJsonSchema):
        # A default that JSON cannot spell is left out, and nobody needs to know.
        ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False  # a title that repeats the name costs tokens

    return Generator


def _schema(kind: Any) -> dict[str, Any]:
    try:
        schema = _adapter(kind).json_schema(schema_generator=_generator())
    except Exception as error:  # of many kinds, and all mean this
        raise _no_schema(_shown(kind), error) from None
    if not _described(kind):
        schema.pop("description", None)
    elif "description" in schema:
        schema["description"] = _first_paragraph(schema["description"])
    return schema


def _no_schema(name: str, error: Exception) -> ArgumentError:
    return ArgumentError(f"there is no JSON Schema of {name}: {str(error).splitlines()[0]}")


def _described(kind: Any) -> bool:
    """Return whether a type has a docstring that somebody wrote."""
    doc = getattr(kind, "__doc__", None) or ""
    return not doc.startswith(f"{getattr(kind, '__name__', '')}(")  # as dataclasses do


def _shown(kind: Any) -> str:
    return str(getattr(kind, "__qualname__", None) or repr(kind))


def _closed(schema: Any) -> Any:
    """Close a schema as servers want it that follow one strictly: all members, and no others."""
    if is_array(schema):
        return [_closed(item) for item in schema]
    if not is_object(schema):
        return schema
    closed: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            closed[key] = {name: _closed(item) for name, item in value.items()}
        elif key in ("const", "enum"):
            closed[key] = value
        elif key != "default":
            closed[key] = _closed(value)
    if "properties" in closed:
        closed.setdefault("additionalProperties", False)
        closed["required"] = list(closed["properties"])
    return closed


# Functions -------------------------------------------------------------------------------------


@_remembered
def _tool(value: Any) -> dict[str, object]:
    schema = _schema(value) if _is_type(value) else _schema_of_arguments(value)
    schema.pop("title", None)
    function: dict[str, object] = {"name": _tool_name(value)}
    if description := schema.pop("description", None):
        function["description"] = description
    return {"type": "function", "function": {**function, "parameters": schema}}


def _tool_name(value: Any) -> str:
    name = getattr(value, "__name__", None) or type(value).__name__
    return _NOT_IN_NAMES.sub("_", str(name))[:64]


def _schema_of_arguments(function: Callable[..., object]) -> dict[str, Any]:
    schema = _schema(_arguments(function))
    schema.pop("description", None)
    if text := _first_paragraph(_doc(function)):
        schema["description"] = text
    schema.setdefault("properties", {})
    return schema


@_remembered
def _arguments(function: Callable[..., object]) -> type[BaseModel]:
    """Return a model whose fields are the arguments of a function."""
    from pydantic import ConfigDict, Field, create_model
    from pydantic.fields import FieldInfo

    name = _tool_name(function)
    if getattr(function, "__name__", "") == "<lambda>":
        raise ArgumentError("a lambda has no name; write a function with `def`")
    target = function if inspect.isroutine(function) else cast("Any", type(function)).__call__
    try:
        parameters = inspect.signature(function).parameters.values()
        hints = get_type_hints(target, include_extras=True)
    except (TypeError, ValueError, NameError) as error:
        raise ArgumentError(
            f"the signature of {name} cannot be read: {error}; annotate it with types of its "
            "module, or pass the tool as a dict"
        ) from None
    docs = _argument_docs(_doc(function))
    fields: dict[str, Any] = {}
    for number, parameter in enumerate(parameters):
        _check_parameter(name, parameter, parameter.name in hints)
        annotation = hints[parameter.name]
        # The names of fields have rules that those of arguments have not.
        described = FieldInfo.from_annotation(annotation).description or docs.get(parameter.name)
        default = ... if parameter.default is parameter.empty else parameter.default
        field: Any = Annotated[annotation, Field(alias=parameter.name, description=described)]
        fields[f"argument_{number}"] = (field, default)
    try:
        return create_model(name, __config__=ConfigDict(arbitrary_types_allowed=False), **fields)
    except Exception as error:  # of many kinds, and all mean this
        raise _no_schema(f"the arguments of {name}", error) from None


def _check_parameter(name: str, parameter: inspect.Parameter, annotated: bool) -> None:
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        raise ArgumentError(
            f"{name} takes any arguments ({parameter}), which no schema can name; "
            "write them out, or pass the tool as a dict"
        )
    if parameter.kind is parameter.POSITIONAL_ONLY:
        raise ArgumentError(
            f"the argument {parameter.name!r} of {name} has no name for a caller; "
            "delete the `/` behind it, or pass the tool as a dict"
        )
    if not annotated:
        raise ArgumentError(
            f"the argument {parameter.name!r} of {name} has no annotation; "
            f"write `{parameter.name}: str` or what it is, or pass the tool as a dict"
        )


def _doc(function: Callable[..., object]) -> str:
    return inspect.cleandoc(function.__doc__ or "")


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().split("\n\n")[0].split())


def _argument_docs(doc: str) -> dict[str, str]:
    """Return what a docstring in Google's style says about arguments."""
    found: dict[str, str] = {}
    indent: int | None = None
    name = ""
    _, _, section = doc.partition("\nArgs:\n")
    for line in section.splitlines():
        depth = len(line) - len(line.lstrip())
        if not line.strip():
            continue
        if depth == 0:  # the next section
            break
        indent = depth if indent is None else indent
        entry = _ARGUMENT.match(line.strip())
        if depth <= indent and entry:
            name = entry[1]
            found[name] = entry[2]
        elif name:
            found[name] = f"{found[name]} {line.strip()}".strip()
    return found


_ARGUMENT = re.compile(r"\*{0,2}(\w+)(?:\s*\([^)]*\))?:\s*(.*)")


# Answers ---------------------------------------------------------------------------------------


def read_text(text: str | None, kind: Any) -> Any:
    """Return the text of an answer as what a type says.

    Raises:
        ResponseDecodeError: If it does not fit. It carries the text.
    """
    if text is None:
        raise ResponseDecodeError(
            f"the answer is not {_article(kind)}: it has no text",
            hint="a model that calls tools, or that used all its tokens to think, writes none.",
        )
    try:
        return _adapter(kind).validate_json(text)
    except ValueError as error:
        raise _misfit(f"the answer is not {_article(kind)}", text, error) from None


def read_arguments(name: str, arguments: Any, kind: Any) -> Any:
    """Return the arguments of a function that is to be called.

    Args:
        name: Name of the function.
        arguments: JSON text, or an object.
        kind: A type or a function that says what they are; None for any object.

    Returns:
        An instance of the type, or a dict of arguments.

    Raises:
        ResponseDecodeError: If they do not fit. It carries them.
    """
    from pydantic_core import from_json

    try:
        value = arguments
        if arguments is None or isinstance(arguments, str):
            value = from_json(arguments or "{}")
        if kind is None:
            if not is_object(value):
                raise ValueError("they are no JSON object")
            return value
        if _is_type(kind):
            return _adapter(kind).validate_python(value)
        model = _arguments(kind)
        instance = model.model_validate(value)
        return {
            str(info.alias): getattr(instance, field)
            for field, info in model.model_fields.items()
            if field in instance.model_fields_set
        }
    except ValueError as error:
        raise _misfit(f"the arguments for {name!r} do not fit", arguments, error) from None


def _article(kind: Any) -> str:
    return f"{'an' if _shown(kind)[:1] in 'AEIOUaeiou' else 'a'} {_shown(kind)}"


def _misfit(what: str, text: Any, error: ValueError) -> ResponseDecodeError:
    from pydantic_core import ValidationError

    reason = str(error)
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"]))
        reason = f"{where}: {first['msg']}" if where else first["msg"]
    shown = text if isinstance(text, str) else repr(cast("Mapping[str, object]", text))
    start = shown[:_SHOWN] + ("…" if len(shown) > _SHOWN else "")
    return ResponseDecodeError(
        f"{what}: {reason}. The model wrote: {start!r}",
        hint="the whole is in `body`; an answer that was cut off may need a larger token limit.",
        body=text,
    )
