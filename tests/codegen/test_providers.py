"""Providers: files of specs to modules of data and small functions."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

import inferloom
from codegen import who_serves, wire
from codegen.build.formats import Format
from codegen.generate import compared
from codegen.ir import Argument
from codegen.load import load
from inferloom import by_name, providers
from inferloom.calls.given import MISSING, Given, Model
from inferloom.providers import fal_ai

ROOT = Path(__file__).parents[2]
MODEL = Model("acme/flux/dev", "acme/flux-hub")
LORA = Model("acme/flux:v2", "acme/lora", adapter="w/lora.safetensors", files="https://hub.test")


def members(function: Any, payload: dict[str, Any], model: Model = MODEL) -> Any:
    return function(Given(payload, model))


def test_names_are_those_of_the_files() -> None:
    assert get_args(inferloom.ProviderName) == ("auto", *providers.NAMES)
    assert list(providers.NAMES) == sorted(providers.NAMES)
    for name in providers.NAMES:
        provider = by_name.provider(name)
        assert provider.name == name
        served = {m for m, names in providers.SERVED.items() if name in names}
        assert set(provider.tasks) == served
    assert "`fal-ai`" in (providers.__doc__ or "")


@pytest.mark.parametrize("method", providers.SERVED)
def test_what_is_served_is_a_method(method: str) -> None:
    assert hasattr(inferloom.InferenceClient, method)
    assert list(providers.SERVED[method]) == sorted(providers.SERVED[method])


ARGUMENTS = {
    name: Argument(name, f"/{place}", "Any", required=name == "prompt", media=media)
    for name, place, media in (
        ("prompt", "inputs", None),
        ("width", "parameters/width", None),
        ("height", "parameters/height", None),
        ("image", "image", "image"),
    )
}


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ({"a": 1, "b": "x"}, "{'a': 1, 'b': 'x'}"),
        ({"a": "{prompt}"}, "{'a': args('inputs')}"),  # required: it is always there
        ({"a": "{width}"}, "present({'a': args('parameters.width')})"),
        ({"model": "{model}"}, "{'model': args.model.id}"),
        ({"v": "{model.version}"}, "present({'v': args.model.version})"),
        ({"u": "{hub}/{model.hub}"}, "{'u': f'{args.model.files}/{args.model.hub}'}"),
        (
            {"l": {"if": {"adapter": True}, "then": [{"path": "{model.adapter}"}]}},
            "present({'l': ([{'path': args.model.adapter}] "
            "if args.model.adapter is not None else MISSING)})",
        ),
        ({"l": "{model.adapter}"}, "present({'l': args.adapter})"),
        (
            {"v": {"if": {"model_has": ":"}, "then": "{model.version}", "else": "x"}},
            "{'v': (args.model.version if ':' in args.model.id else 'x')}",
        ),
        ({"i": ["{image|data_url}"]}, "present({'i': some([args.data_url('image')])})"),
        ({"i": [{"p": "{prompt}"}]}, "{'i': [{'p': args('inputs')}]}"),
        ({"i": {"p": "{prompt}", "...": "{rest}"}}, "{'i': {'p': args('inputs')}}"),
        ({"a": {"first": ["{width}", 3]}}, "{'a': first(args('parameters.width'), 3)}"),
    ],
    ids=str,
)
def test_only_what_may_be_missing_is_looked_for(template: dict[str, Any], code: str) -> None:
    assert Format(ARGUMENTS).body(template) == code
    ast.parse(code)


def test_shared_parts_stand_in_their_places() -> None:
    shared = {"a": {"x": {"$shared": "b"}}, "b": ["{prompt}"]}
    assert wire.expanded({"k": [{"$shared": "a"}]}, shared) == {"k": [{"x": ["{prompt}"]}]}
    with pytest.raises(KeyError):
        wire.expanded({"$shared": "a"}, {"a": {"$shared": "a"}})  # of itself: without an end


def test_what_several_bodies_have_is_one_function() -> None:
    fal = by_name.provider("fal-ai")
    lora = members(fal.tasks["text_to_video"].api.request, {"inputs": "x"}, LORA)
    path = "https://hub.test/acme/lora/resolve/main/w/lora.safetensors"
    assert lora == {"prompt": "x", "loras": [{"path": path, "scale": 1}]}
    assert members(fal.tasks["text_to_video"].api.request, {"inputs": "x"}) == {"prompt": "x"}
    source = Path(sys.modules[fal_ai.__name__].__file__ or "").read_text()
    assert source.count("resolve/main") == 1
    tasks = by_name.provider("replicate").tasks
    assert tasks["text_to_image"].path is tasks["text_to_speech"].path


def test_the_tables_are_written_where_the_page_has_a_place_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    specs = load(ROOT / "specs")
    monkeypatch.chdir(tmp_path)
    assert who_serves.described(specs) == {}
    who_serves.PAGE.parent.mkdir()
    who_serves.PAGE.write_text("# Ours\n")
    assert who_serves.described(specs) == {}
    place = "<!-- generated from specs/providers/ -->\n{}<!-- end -->\n"
    who_serves.PAGE.write_text(f"# Ours\n{place.format('old')}tail\n")
    (text,) = who_serves.described(specs).values()
    assert text.startswith("# Ours\n<!--") and text.endswith("-->\ntail\n") and "old" not in text
    assert "| `rerank` |" not in text and "| `text_to_image` | `deepinfra`, " in text
    (change,) = compared({who_serves.PAGE: text}, "make generate")
    assert (change.path, change.kind) == ("docs/providers.md", "changed")
    who_serves.PAGE.write_text(text)
    assert compared(who_serves.described(specs), "make generate") == []


def test_missing_is_never_in_a_body() -> None:
    for name in providers.NAMES:
        for task in by_name.provider(name).tasks.values():
            request = getattr(task.api, "request", None)
            for model in (MODEL, LORA) if request else ():
                assert not _holds_missing(members(request, {"inputs": "x"}, model))


def _holds_missing(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_missing, value.values()))
    if isinstance(value, list):
        return any(map(_holds_missing, value))
    return value is MISSING
