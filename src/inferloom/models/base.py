"""What the generated types share: validation rules by direction, and access like a mapping."""

# Annotations are evaluated here: pydantic evaluates those of `Model` for each class below it, and
# text takes it 2 ms of a first call. See docs/design/start_up.md.

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, ClassVar, TypeVar

import pydantic
from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, WrapValidator
from pydantic_core import CoreSchema, SchemaError, SchemaValidator
from typing_extensions import Unpack

from ..jsonvalues import is_object

__all__ = ["Model", "T"]

T = TypeVar("T")
# Building a validator on first use is safe under threads from this release on.
_DEFER = tuple(int(part) for part in pydantic.VERSION.split(".")[:2]) >= (2, 14)


def build_validator(kind: Any) -> SchemaValidator:
    """Return a validator of a type, for what the client itself sends and receives.

    Not the one that pydantic keeps for the class: to build that, pydantic looks for its plugins in
    the metadata of all installed packages, which takes a large part of the time to a first answer.
    So plugins, such as logfire's, see what callers validate, and not what the client does. See
    docs/design/start_up.md.
    """
    if _DEFER:  # before, the classes have their validators already
        try:
            return SchemaValidator(_core_schema(kind))
        except (ImportError, LookupError, TypeError, SchemaError):
            pass  # a release whose experimental part is another: it only takes longer
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        kind.model_rebuild()
        return kind.__pydantic_validator__  # type: ignore[return-value]
    from pydantic import TypeAdapter

    return TypeAdapter(kind).validator  # type: ignore[return-value]


def _core_schema(kind: Any) -> CoreSchema:
    """Return the core schema of a type; only that of arguments can be had without a validator."""
    from pydantic.experimental.arguments_schema import generate_arguments_schema
    from pydantic_core.core_schema import definitions_schema

    def take(value: object) -> None: ...

    take.__annotations__["value"] = kind
    schema: Any = generate_arguments_schema(take)
    shared = schema.get("definitions")  # what occurs more than once, beside the schema
    argument: Any = (schema["schema"] if shared else schema)["arguments_schema"][0]["schema"]
    if argument["type"] == "list":  # an answer that is one; each misfit would take a kilobyte
        argument["fail_fast"] = True
    return definitions_schema(argument, shared) if shared else argument


class Model(BaseModel):
    """An object that a server sent.

    Members are attributes; members that the schema does not name are kept and are attributes too.
    Reading like a mapping works as well: `out["label"]`, `"label" in out`, `dict(out)`,
    `out == {"label": ...}`. Keys are the names on the wire.

    A member that is not what its annotation says is kept as it came, and one that the server left
    out is None, or an empty list or object. Only what a class names as `essential` must be there
    and of its kind, and what it names as `checked` of its kind if it is there.
    """

    _essential: ClassVar[tuple[str, ...]] = ()
    _checked: ClassVar[tuple[str, ...]] = ()

    model_config = ConfigDict(
        extra="allow",
        populate_by_name=True,
        protected_namespaces=(),
        defer_build=_DEFER,
        val_json_bytes="base64",
    )

    def __init_subclass__(
        cls,
        *,
        essential: tuple[str, ...] = (),
        checked: tuple[str, ...] = (),
        **config: Unpack[ConfigDict],
    ) -> None:
        super().__init_subclass__(**config)
        cls._essential = (*cls._essential, *essential)
        cls._checked = (*cls._checked, *checked)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let what is not essential be odd."""
        from .lenient import relax

        schema = handler(source)
        inner = handler.resolve_ref_schema(schema)
        relax(inner, cls.model_fields, cls._essential, cls._checked)
        return schema

    def _wire(self) -> dict[str, Any]:
        """Return the members that were given, by their name on the wire."""
        return {
            (info.alias or name) if (info := type(self).model_fields.get(name)) else name: value
            for name, value in BaseModel.__iter__(self)
            if name in self.model_fields_set
        }

    def __getitem__(self, key: str) -> Any:
        """Return a member; None if the schema names it and the server left it out."""
        fields = type(self).model_fields
        if key in fields:
            return getattr(self, key)
        for name, info in fields.items():
            if info.alias == key:
                return getattr(self, name)
        extra = self.model_extra or {}
        return extra[key]

    def __contains__(self, key: object) -> bool:
        return key in self._wire()

    def __len__(self) -> int:
        return len(self._wire())

    def __bool__(self) -> bool:
        # An object is not false because it is empty.
        return True

    def keys(self) -> KeysView[str]:
        """Return the names of the members that the server sent."""
        return self._wire().keys()

    def values(self) -> ValuesView[Any]:
        """Return the members that the server sent."""
        return self._wire().values()

    def items(self) -> ItemsView[str, Any]:
        """Return names and members that the server sent."""
        return self._wire().items()

    def get(self, key: str, default: Any = None) -> Any:
        """Return a member, or `default` if it is missing or None."""
        try:
            value = self[key]
        except KeyError:
            return default
        return default if value is None else value

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        # What was not sent is noise to a reader.
        for name, value in super().__repr_args__():
            if name in self.model_fields_set:
                yield name, value

    def __eq__(self, other: object) -> bool:
        """Compare what was said: a member that is None is as one that is not there."""
        if isinstance(other, Model):
            if _class_of(self) is not _class_of(other):
                return False
            other = other._wire()
        return is_object(other) and _said(self._wire()) == _said(other)

    __hash__ = None  # type: ignore[assignment]  # equal to a dict, so not hashable either


def _class_of(model: Model) -> type[BaseModel]:
    """Return the class of a model; of one that knows its types, the class without them."""
    kind = type(model)
    return kind.__pydantic_generic_metadata__["origin"] or kind


def _said(members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


class InputModel(Model):
    """An object that is sent: members that the schema does not name are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Hold to the letter of what is sent."""
        return handler(source)


def _exactly(value: object, take: Callable[[object], object]) -> object:
    """Tell true from 1 and false from 0, which are equal in Python and differ in JSON."""
    taken = take(value)
    if isinstance(taken, bool) is not isinstance(value, bool):
        raise ValueError(f"it is {value!r}, which is not {taken!r}")
    return taken


# Beside literals that are numbers or flags.
EXACT = WrapValidator(_exactly)
