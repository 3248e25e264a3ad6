"""One wire format in terms of another."""

from __future__ import annotations

from typing import Any

import pytest

from inferloom.calls.remap import remap


@pytest.mark.parametrize(
    ("value", "members", "result"),
    [
        ({"a": 1}, {"b": "a"}, {"b": 1}),
        ({"a": {"b": 1}}, {"c.d": "a.b"}, {"c": {"d": 1}}),
        ({"a": [5, 6]}, {"b": "a.1"}, {"b": 6}),
        ({"a": [{"x": 1}, {"x": 2}]}, {"b": "a[].x"}, {"b": [1, 2]}),
        ({"a": [{"x": 1}, {}]}, {"b[].y": "a[].x"}, {"b": [{"y": 1}, {}]}),
        (
            {"a": [{"x": 1, "z": 3}]},
            {"b[].y": "a[].x", "b[].w": "a[].z"},
            {"b": [{"y": 1, "w": 3}]},
        ),
        (7, {"id": "."}, {"id": 7}),
        (["t"], {"text": "0"}, {"text": "t"}),
        ({"a": None, "b": ""}, {"x": "a", "y": "b", "w": "d"}, {"y": ""}),
        ({"c": 0}, {"z": "c?"}, {"z": 0}),
        ({"a": "", "b": "x"}, {"x": "a?", "y": "b?"}, {"y": "x"}),
        ({"a": []}, {"b": "a.0.x"}, {}),
        ({"a": "text"}, {"b": "a.0"}, {}),
        ({"a": None, "b": [], "c": [1]}, {"x": ("a", "b", "c")}, {"x": [1]}),
        ({"a": [], "b": None}, {"x": ("b", "a", "c")}, {"x": []}),
        (
            {"a": 1, "b": 2, "c": 3},
            {".": ".", "b": "a", "d": "c"},
            {"a": 1, "b": 1, "c": 3, "d": 3},
        ),
        ([1], {".": "."}, {}),
        ({"a": [1]}, {"t": ("a|text", "a.0|text", "b|text")}, {}),
        ({"a": ["x"]}, {"t": ("a|text", "a.0|text")}, {"t": "x"}),
        (
            {"a": {"u": "x"}},
            {"0.label": "=mask", "0.mask": "a.u"},
            [{"label": "mask", "mask": "x"}],
        ),
        ({}, {"0.label": ("text", "=speech")}, [{"label": "speech"}]),
        (
            {"a": [{"s": 0, "e": 1}, {"s": 1}]},
            {"b[].t.0": "a[].s", "b[].t.1": "a[].e"},
            {"b": [{"t": [0, 1]}, {"t": [1, None]}]},
        ),
        (
            {"ids": [5, 6], "texts": ["x", "y"]},
            {"[].id": "ids", "[].text": "texts"},
            [{"id": 5, "text": "x"}, {"id": 6, "text": "y"}],
        ),
        (
            {"a": [{"x": 1, "y": 2}, {}]},
            {"b[].[].k": "a[].*[].key", "b[].[].v": "a[].*[].value"},
            {"b": [[{"k": "x", "v": 1}, {"k": "y", "v": 2}], []]},
        ),
        ({"a": []}, {"[].x": "a"}, []),
        (
            {"ids": [5, 6], "texts": ["x"]},
            {"[].id": "ids", "[].text": "texts"},
            [{"id": 5}, {"id": 6}],
        ),
    ],
)
def test_members_go_where_the_table_says(value: Any, members: Any, result: Any) -> None:
    assert remap(value, members) == result
