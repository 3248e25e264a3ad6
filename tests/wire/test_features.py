"""Shapes of vectors: pooled or not, of one text, of a list of one, of several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from inferloom import ResponseDecodeError
from tests.support.clients import Client
from tests.support.server import Script, json_reply

np = pytest.importorskip("numpy")


def numbers(*shape: int) -> Any:
    return np.arange(1, 1 + int(np.prod(shape)), dtype=np.float32).reshape(shape)


@pytest.mark.parametrize(
    ("texts", "sent"),
    [
        ("a", (3,)),
        ("a", (1, 3)),
        (["a"], (1, 3)),
        (["a"], (3,)),
        (["a", "b"], (2, 3)),
        (["a", "b", "c"], (3, 3)),
        # One vector for each token.
        ("a", (4, 3)),
        ("a", (1, 4, 3)),
        ("a", (1, 1, 4, 3)),
        (["a"], (1, 4, 3)),
        (["a"], (1, 1, 4, 3)),
        (["a", "b"], (2, 4, 3)),
        (["a", "b"], (2, 1, 4, 3)),
        (["a", "b"], (1, 2, 4, 3)),
        (["a", "b", "c"], (3, 1, 4, 3)),
        (["a", "b", "c"], (3, 1, 1, 3)),
    ],
)
@pytest.mark.parametrize("wrapped", [False, True])
def test_shapes(
    texts: Any,
    sent: tuple[int, ...],
    wrapped: bool,
    server: Script,
    make_client: Callable[..., Client],
) -> None:
    values = numbers(*sent)
    body = values.tolist()
    server.queue(json_reply({"embeddings": body} if wrapped else body))
    found = make_client(base_url=server.url).call("feature_extraction", texts)
    assert found.shape == sent  # as the server sent it
    assert found.dtype == np.float32
    assert np.array_equal(found.ravel(), values.ravel())


@pytest.mark.parametrize(
    ("texts", "body"),
    [
        (["a", "b"], [[[[1, 2]]], [[[1, 2], [3, 4]]]]),  # of different lengths
        (["a", "b"], [[[[1, 2]]]]),
        (["a", "b"], [[1, 2]]),
        ("a", 1.5),
    ],
)
def test_what_has_no_such_shape_is_told(
    texts: Any, body: Any, server: Script, make_client: Callable[..., Client]
) -> None:
    server.queue(json_reply(body))
    with pytest.raises(ResponseDecodeError):
        make_client(base_url=server.url).call("feature_extraction", texts)
