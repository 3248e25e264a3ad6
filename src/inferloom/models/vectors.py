"""Embeddings as they travel: base64 of little-endian float32, or a list of numbers."""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pydantic import GetCoreSchemaHandler, ValidationInfo
    from pydantic_core import CoreSchema

    _Floats = array[float]
else:
    _Floats = array

__all__ = ["Vector"]


class Vector(_Floats):
    """A vector of float32 numbers: a sequence of floats that numpy reads without a copy.

    `len`, indexing, iteration and `tolist()` work as with a list; `numpy.asarray(vector)` and
    `to_numpy()` share its memory.
    """

    def __new__(cls, values: Any = ()) -> Vector:
        """Make a vector of numbers, or of the bytes of little-endian float32 numbers."""
        vector = cast("Vector", super().__new__(cls, "f", values))
        if isinstance(values, bytes) and sys.byteorder == "big":
            vector.byteswap()
        return vector

    def __eq__(self, other: object) -> bool:
        if isinstance(other, list):
            return bool(self.tolist() == other)
        return bool(super().__eq__(other))

    def __repr__(self) -> str:
        shown = ", ".join(f"{value:.4g}" for value in self[:3])
        return f"Vector([{shown}{', …' if len(self) > 3 else ''}], {len(self)} dimensions)"

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        # array has its own, which makes a plain array.
        return Vector, (self.tolist(),)

    def __copy__(self) -> Vector:
        return Vector(self.tolist())

    def __deepcopy__(self, memo: object) -> Vector:
        return Vector(self.tolist())

    def to_numpy(self) -> NDArray[np.float32]:
        """Return a float32 array of shape `(dimensions,)` over the same memory.

        Raises:
            ImportError: If numpy is not installed.
        """
        from ..extras import import_numpy

        numpy = import_numpy()
        result: NDArray[np.float32] = numpy.frombuffer(self, dtype=numpy.float32)
        return result

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Accept what travels: base64 text or numbers."""
        from pydantic_core import core_schema

        # In JSON the text is decoded as it is read, without a Python string of it.
        travelling = core_schema.union_schema(
            [core_schema.bytes_schema(), core_schema.list_schema()],
            mode="left_to_right",
            custom_error_type="vector",
            custom_error_message="neither base64 text nor a list of numbers",
        )
        return core_schema.json_or_python_schema(
            core_schema.with_info_after_validator_function(cls._read, travelling),
            core_schema.no_info_plain_validator_function(cls._validated),
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value.tolist(), when_used="json"
            ),
        )

    @classmethod
    def _read(cls, value: bytes | list[Any], info: ValidationInfo) -> Vector:
        if not value:
            raise ValueError("a vector without numbers")
        if isinstance(value, list):
            return cls._validated(value)
        # Models of this package have pydantic decode base64; other people's have it as text.
        if (info.config or {}).get("val_json_bytes") != "base64":
            return cls._validated(value.decode())
        return cls._of_bytes(value)

    @classmethod
    def _of_bytes(cls, data: bytes) -> Vector:
        if len(data) % 4:
            raise ValueError(f"{len(data)} bytes are no whole number of float32 values")
        return cls(data)

    @classmethod
    def _validated(cls, value: Any) -> Vector:
        if isinstance(value, str):
            return cls._of_bytes(b64decode(value, validate=True))
        if isinstance(value, cls):
            return value
        try:
            return cls(value)
        except TypeError:
            raise ValueError("neither base64 text nor a list of numbers") from None
