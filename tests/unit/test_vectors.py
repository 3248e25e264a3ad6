"""Embeddings as they travel and as they are used."""

from __future__ import annotations

import base64
import copy
import pickle
import struct

import numpy as np
import pydantic
import pytest

from inferloom import Vector


class Answer(pydantic.BaseModel):
    embedding: Vector


def decoded(text: str) -> Vector:
    return Answer.model_validate_json(text).embedding


def test_base64_and_numbers_give_the_same() -> None:
    text = base64.b64encode(struct.pack("<3f", 0.5, -0.25, 1)).decode()
    vector = decoded(f'{{"embedding": "{text}"}}')
    assert vector == decoded('{"embedding": [0.5, -0.25, 1]}') == [0.5, -0.25, 1.0]
    assert isinstance(vector, Vector)


def test_it_is_a_sequence_and_an_array_without_a_copy() -> None:
    vector = decoded('{"embedding": [0.5, -0.25, 1, 2]}')
    assert (len(vector), vector[1], list(vector[:2])) == (4, -0.25, [0.5, -0.25])
    assert repr(vector) == "Vector([0.5, -0.25, 1, …], 4 dimensions)"
    array = vector.to_numpy()
    assert array.dtype == np.float32
    assert np.array_equal(np.asarray(vector), array)
    vector[0] = 9
    assert array[0] == 9


def test_it_survives_copies_pickles_and_json() -> None:
    vector = decoded('{"embedding": [0.5, -0.25]}')
    for twin in (pickle.loads(pickle.dumps(vector)), copy.copy(vector), copy.deepcopy(vector)):
        assert type(twin) is Vector
        assert twin == vector
    assert Answer(embedding=vector).model_dump_json() == '{"embedding":[0.5,-0.25]}'


@pytest.mark.parametrize("value", ['"AAAA"', '"%"', "3", '["a"]', "[[1]]", "null"])
def test_what_is_no_vector_is_an_error(value: str) -> None:
    with pytest.raises(pydantic.ValidationError):
        decoded(f'{{"embedding": {value}}}')
