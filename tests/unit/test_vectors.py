"""Embeddings as they travel and as they are used."""

from __future__ import annotations

import base64
import copy
import json
import pickle
import struct
import tracemalloc

import numpy as np
import pydantic
import pytest

from inferloom import ResponseDecodeError, Vector
from inferloom.calls.decode import decode
from inferloom.calls.results import Array


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


# Large lists of vectors ------------------------------------------------------------------------

BIG = [[((row * 31 + column) % 997) / 7 - 60 for column in range(256)] for row in range(64)]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(BIG),
        json.dumps(BIG, separators=(",", ":")),
        json.dumps(BIG, indent=2) + "\r\n",
        f" [ {json.dumps(BIG)[1:]}\n",
    ],
    ids=["usual", "compact", "indented", "spaces"],
)
def test_rows_are_decoded_one_by_one_to_the_same(text: str) -> None:
    found = decode(Array(), text.encode(), {}, "feature_extraction")
    assert found.dtype == np.float32
    assert np.array_equal(found, np.array(BIG, dtype=np.float32))


def test_large_lists_take_little_more_than_their_array() -> None:
    content = json.dumps(BIG * 20).encode()
    decode(Array(), content, {}, "feature_extraction")  # imports
    tracemalloc.start()
    found = decode(Array(), content, {}, "feature_extraction")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * found.nbytes


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        (json.dumps([BIG, BIG]), (2, 64, 256)),
        (json.dumps(BIG[0] * 64), (64 * 256,)),
    ],
)
def test_other_nestings_are_what_they_were(text: str, shape: tuple[int, ...]) -> None:
    assert decode(Array(), text.encode(), {}, "feature_extraction").shape == shape


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([*BIG, BIG[0][:-1]]),
        json.dumps([*BIG, ["a"] * 256]),
        json.dumps(BIG)[:-2],
        json.dumps(BIG) + "]",
        json.dumps(BIG).replace("],", "] ", 1),
    ],
    ids=["ragged", "words", "cut", "too much", "no comma"],
)
def test_what_is_no_list_of_vectors_is_refused(text: str) -> None:
    with pytest.raises(ResponseDecodeError):
        decode(Array(), text.encode(), {}, "feature_extraction")


# Whose model it is in ---------------------------------------------------------------------------


class Decoding(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(val_json_bytes="base64")
    embedding: Vector


@pytest.mark.parametrize("model", [Answer, Decoding])
def test_text_is_decoded_once_whatever_the_models_settings(model: type[pydantic.BaseModel]) -> None:
    text = base64.b64encode(struct.pack("<3f", 0.5, -0.25, 1)).decode()
    for json_text in (f'{{"embedding": "{text}"}}', '{"embedding": [0.5, -0.25, 1]}'):
        assert model.model_validate_json(json_text).model_dump() == {"embedding": [0.5, -0.25, 1.0]}
    for value in (text, [0.5, -0.25, 1]):
        read = model.model_validate({"embedding": value})
        assert read.model_dump() == {"embedding": [0.5, -0.25, 1.0]}


@pytest.mark.parametrize("model", [Answer, Decoding])
@pytest.mark.parametrize("wrong", ['"AAAA*AAA"', '"AAAAAAA="', '["a"]', "[[1]]", "7", "{}", "true"])
def test_what_is_no_vector_is_refused(model: type[pydantic.BaseModel], wrong: str) -> None:
    with pytest.raises(pydantic.ValidationError):
        model.model_validate_json(f'{{"embedding": {wrong}}}')
