"""Types and functions in place of JSON Schemas."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import Annotated, Any, Literal, Optional, Union

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import NotRequired, TypedDict

from inferloom import (
    ArgumentError,
    ChatCompletionInputTool,
    ChatCompletionOutput,
    JsonSchema,
    ResponseDecodeError,
)
from inferloom.operations.chat_completion import chat_completion

ASK: list[Any] = [{"role": "user", "content": "Hi"}]


class Wind(BaseModel):
    """How it blows."""

    speed: float = 0.0


class Weather(BaseModel):
    """The weather
    of a city.

    Not for the model.
    """

    city: str = Field(description="Its name.")
    kind: Literal["sun", "rain"] = "sun"
    wind: Optional[Wind] = None  # noqa: UP045
    title: str = ""
    days: list[Wind] = []


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)


class Movie(TypedDict):
    name: str
    year: NotRequired[int]


class Color(Enum):
    RED = "red"


def get_weather(
    city: str,
    unit: Literal["C", "F"] = "C",
    days: Annotated[int, Field(ge=1, description="How many.")] = 1,
    wind: Wind | None = None,
    schema: list[Wind] | None = None,
    color: Color = Color.RED,
    anything: Union[int, str] = 0,  # noqa: UP007
) -> str:
    """Get the weather
    of a city.

    Only in Europe.

    Args:
        city: Name of the city,
            in English.
        unit (str): Unit: Celsius or Fahrenheit.
        days: Overruled by the annotation.

    Returns:
        city: A text.
    """
    return city


def format_of(value: Any) -> Any:
    return chat_completion(ASK, response_format=value).payload["response_format"]


def tool_of(value: Any) -> Any:
    (tool,) = chat_completion(ASK, tools=[value]).payload["tools"]
    assert tool["type"] == "function"
    Draft202012Validator.check_schema(tool["function"]["parameters"])
    return tool["function"]


def refused(**arguments: Any) -> ArgumentError:
    with pytest.raises(ArgumentError) as caught:
        chat_completion(ASK, **arguments)
    return caught.value


# Forms of answers --------------------------------------------------------------------------------


def test_a_model_is_sent_as_its_schema() -> None:
    form = format_of(Weather)
    assert form["type"] == "json_schema"
    named = form["json_schema"]
    assert (named["name"], named["strict"]) == ("Weather", True)
    assert named["description"] == "The weather of a city."
    schema = named["schema"]
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["city"] == {"type": "string", "description": "Its name."}
    # What follows a schema strictly gives all members and no others.
    assert schema["required"] == ["city", "kind", "wind", "title", "days"]
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Wind"]["additionalProperties"] is False
    assert "default" not in json.dumps(schema)
    # A title that repeats the name costs tokens; a member of that name does not go.
    assert schema["properties"]["title"] == {"type": "string"}


def test_without_strict_the_schema_is_pydantics() -> None:
    named = format_of(JsonSchema(Weather, strict=False, name="report", description="One."))
    named = named["json_schema"]
    assert (named["name"], named["description"], named["strict"]) == ("report", "One.", False)
    assert named["schema"]["required"] == ["city"]
    assert named["schema"]["properties"]["kind"]["default"] == "sun"
    assert "additionalProperties" not in named["schema"]


def test_the_form_of_text_generation_inference() -> None:
    openai = format_of(Weather)["json_schema"]["schema"]
    assert format_of(JsonSchema(Weather, dialect="tgi")) == {"type": "json_object", "value": openai}


@pytest.mark.parametrize(
    ("kind", "name", "members"),
    [
        (Point, "Point", ["x", "y", "tags"]),
        (Movie, "Movie", ["name", "year"]),
        (dict[str, int], "answer", None),
        (list[Point], "answer", None),
        (Point | Movie, "answer", None),
        (int, "int", None),
    ],
)
def test_whatever_pydantic_understands(kind: Any, name: str, members: list[str] | None) -> None:
    named = format_of(kind)["json_schema"]
    assert named["name"] == name
    assert "description" not in named
    assert named["schema"].get("required") == members


def test_dicts_and_models_of_the_request_are_never_rewritten() -> None:
    for form in (
        {"type": "json_object"},
        {"type": "regex", "value": "a"},
        {"type": "json_schema", "json_schema": {"name": "x", "schema": {"default": None}}},
    ):
        before = copy.deepcopy(form)
        assert format_of(form) == before
        assert form == before
    tool = {"type": "function", "function": {"name": "f", "parameters": {"x": None}}}
    assert tool_of_any(tool) == tool
    assert tool_of_any(ChatCompletionInputTool(type="x")) == {"type": "x"}


def tool_of_any(value: Any) -> Any:
    return chat_completion(ASK, tools=(value,)).payload["tools"][0]


def test_a_type_without_a_schema_is_refused() -> None:
    class Nothing:
        pass

    error = refused(response_format=Nothing)
    assert error.argument == "response_format"
    assert "there is no JSON Schema of" in error.message
    assert "Nothing" in error.message
    assert "response_format" in refused(response_format="json").message


# Functions ---------------------------------------------------------------------------------------


def test_a_function_is_sent_as_the_schema_of_its_arguments() -> None:
    tool = tool_of(get_weather)
    assert tool["name"] == "get_weather"
    assert tool["description"] == "Get the weather of a city."
    parameters = tool["parameters"]
    assert parameters["type"] == "object"
    assert parameters["required"] == ["city"]
    properties = parameters["properties"]
    assert list(properties) == ["city", "unit", "days", "wind", "schema", "color", "anything"]
    assert properties["city"] == {
        "type": "string",
        "description": "Name of the city, in English.",
    }
    assert properties["unit"] == {
        "type": "string",
        "enum": ["C", "F"],
        "default": "C",
        "description": "Unit: Celsius or Fahrenheit.",
    }
    assert properties["days"] == {
        "type": "integer",
        "minimum": 1,
        "default": 1,
        "description": "How many.",
    }
    assert {"$ref": "#/$defs/Wind"} in properties["wind"]["anyOf"]
    assert "title" not in parameters


def test_a_type_is_a_tool_with_its_members_as_arguments() -> None:
    tool = tool_of(Weather)
    assert (tool["name"], tool["description"]) == ("Weather", "The weather of a city.")
    assert tool["parameters"]["required"] == ["city"]
    assert "description" not in tool["parameters"]
    assert tool_of(Point)["parameters"]["required"] == ["x"]


class Service:
    __hash__ = None  # type: ignore[assignment]

    def find(self, name: str) -> None:
        """Find."""

    async def wait(self, seconds: float) -> None:
        """Wait."""

    def __call__(self, name: str) -> None:
        """Call."""


def test_methods_coroutines_and_callable_objects() -> None:
    service = Service()
    assert tool_of(service.find)["parameters"]["required"] == ["name"]
    assert tool_of(service.wait)["name"] == "wait"
    assert tool_of(service)["name"] == "Service"

    def nothing() -> None:
        pass

    assert tool_of(nothing) == {
        "name": "nothing",
        "parameters": {"type": "object", "properties": {}},
    }


def bare(city):  # type: ignore[no-untyped-def]
    pass


def starred(*names: str) -> None:
    pass


def named(**names: str) -> None:
    pass


def positional(name: str, /) -> None:
    pass


def unknown(name: Nowhere) -> None:  # type: ignore[name-defined]  # noqa: F821
    pass


def odd(name: Service) -> None:
    pass


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (bare, "'city' of bare has no annotation; write `city: str`"),
        (starred, "starred takes any arguments (*names: 'str')"),
        (named, "named takes any arguments (**names: 'str')"),
        (positional, "'name' of positional has no name for a caller; delete the `/`"),
        (unknown, "the signature of unknown cannot be read: name 'Nowhere' is not defined"),
        (odd, "there is no JSON Schema of the arguments of odd"),
        (lambda x: x, "write a function with `def`"),
        (len, "len"),
        (partial(get_weather, "Rome"), "partial"),
    ],
)
def test_what_cannot_be_a_tool_says_what_to_do(function: Any, words: str) -> None:
    error = refused(tools=[get_weather, function])
    assert error.argument == "tools"
    assert error.message.startswith("tools.1: ")
    assert words in error.message


# Answers -----------------------------------------------------------------------------------------


def answer(content: str | None, calls: Any = None, **arguments: Any) -> Any:
    from inferloom.calls.decode import decode

    message = {"role": "assistant", "content": content, "tool_calls": calls}
    body = {"choices": [{"index": 0, "message": message}]}
    call = chat_completion(ASK, **arguments)
    return decode(call.result, json.dumps(body).encode(), {}, "chat_completion")


def called(name: str, arguments: Any) -> list[Any]:
    return [{"id": "1", "type": "function", "function": {"name": name, "arguments": arguments}}]


TEXT = '{"city": "Rome", "kind": "rain"}'


def test_the_text_is_read_as_the_type() -> None:
    completion = answer(TEXT, response_format=Weather)
    assert completion.text == TEXT
    assert completion.parsed == Weather(city="Rome", kind="rain")
    assert answer('{"x": 1}', response_format=Point).parsed == Point(1)
    assert answer("[1]", response_format=JsonSchema(list[int], dialect="tgi")).parsed == [1]
    assert answer(None, called("f", "{}"), response_format=Weather).parsed is None
    assert answer(TEXT).parsed is None
    assert answer(TEXT, response_format={"type": "json_object"}).parsed is None
    parsed: Weather = answer(TEXT).parse(Weather)
    assert parsed.kind == "rain"


@pytest.mark.parametrize("text", ['{"city": "Ro', '{"kind": "rain"}', "Rome", ""])
def test_a_text_that_does_not_fit_is_told_and_not_lost(text: str) -> None:
    completion = answer(text, response_format=Weather)
    with pytest.raises(ResponseDecodeError, match="the answer is not a Weather") as caught:
        _ = completion.parsed
    assert caught.value.body == text
    assert repr(text) in str(caught.value)
    with pytest.raises(ResponseDecodeError, match="it has no text"):
        answer(None).parse(Weather)


def function_of(completion: Any) -> Any:
    return completion.choices[0].message.tool_calls[0].function


def test_arguments_are_read_as_the_tool_takes_them() -> None:
    arguments = '{"city": "Rome", "days": "2", "wind": {"speed": 3}, "color": "red"}'
    function = function_of(answer(None, called("get_weather", arguments), tools=[get_weather]))
    assert function.parsed == {
        "city": "Rome",
        "days": 2,
        "wind": Wind(speed=3),
        "color": Color.RED,
    }
    assert get_weather(**function.parsed) == "Rome"
    as_object = called("get_weather", {"city": "Rome"})
    assert function_of(answer(None, as_object, tools=[get_weather])).parsed == {"city": "Rome"}
    function = function_of(answer(None, called("Weather", TEXT), tools=[get_weather, Weather]))
    assert function.parsed == Weather(city="Rome", kind="rain")
    # Without types, or for another tool, they are what JSON says.
    for tools in (None, [get_weather], [{"type": "function", "function": {"name": "f"}}]):
        assert function_of(answer(None, called("f", '{"a": 1}'), tools=tools)).parsed == {"a": 1}
    assert function_of(answer(None, called("f", ""))).parsed == {}
    assert function_of(answer(None, called("f", TEXT))).parse(Weather).city == "Rome"


@pytest.mark.parametrize("arguments", ["{", "[]", '{"city": 1}', "{}"])
def test_arguments_that_do_not_fit_are_told_and_not_lost(arguments: str) -> None:
    function = function_of(answer(None, called("get_weather", arguments), tools=[get_weather]))
    with pytest.raises(ResponseDecodeError, match="arguments for 'get_weather'") as caught:
        _ = function.parsed
    assert caught.value.body == arguments
    if arguments == "[]":
        with pytest.raises(ResponseDecodeError):
            _ = function_of(answer(None, called("f", arguments))).parsed


# What a result is ---------------------------------------------------------------------------------


def test_types_are_no_part_of_a_result() -> None:
    typed = answer(TEXT, called("get_weather", "{}"), response_format=Weather, tools=[get_weather])
    plain = answer(TEXT, called("get_weather", "{}"))
    assert typed == plain
    assert plain == typed
    assert typed.model_dump() == plain.model_dump()
    assert typed.model_dump_json() == plain.model_dump_json()
    assert repr(typed) == repr(plain)
    assert dict(typed) == dict(plain)
    assert typed == plain.model_dump(exclude_unset=True)
    for other in (
        copy.copy(typed),
        copy.deepcopy(typed),
        typed.model_copy(deep=True),
        pickle.loads(pickle.dumps(typed)),
    ):
        assert other == typed
        assert other.parsed == typed.parsed


def test_a_type_that_no_pickle_can_name_stays_behind() -> None:
    class Local(BaseModel):
        city: str

    def local(city: str) -> None:
        pass

    typed = answer(TEXT, called("local", TEXT), response_format=Local, tools=[local])
    assert isinstance(typed.parsed, Local)
    loaded = pickle.loads(pickle.dumps(typed))
    assert loaded == typed
    assert loaded.parsed is None
    assert function_of(loaded).parsed == json.loads(TEXT)
    assert isinstance(loaded.parse(Local), Local)
    call = chat_completion(ASK, response_format=Local, tools=[local])
    assert pickle.loads(pickle.dumps(call)).payload == call.payload
    typed_call = chat_completion(ASK, response_format=Weather, tools=[get_weather])
    assert pickle.loads(pickle.dumps(typed_call)) == typed_call


class Loose(BaseModel):
    model_config = ConfigDict(extra="allow")


def test_members_of_a_server_named_like_ours_are_kept() -> None:
    body = {
        "choices": [{"index": 0, "message": {"content": "a"}}],
        "text": "theirs",
        "parsed": 1,
        "parse": 2,
    }
    completion = ChatCompletionOutput.model_validate(body)
    assert (completion.text, completion["text"]) == ("a", "theirs")
    assert (completion.parsed, completion["parsed"]) == (None, 1)
    assert isinstance(completion.parse(Loose) if completion.text == "{}" else Loose(), Loose)
    assert completion == body
    assert ChatCompletionOutput.model_validate({"choices": []}).text is None
