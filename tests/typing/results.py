"""What a type checker says each method returns. Checked by mypy and pyright, never run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image as PILImage
from pydantic import BaseModel
from typing_extensions import TypedDict, assert_type

import inferloom
import inferloom.operations
import inferloom.params
import inferloom.testing
import inferloom.types
from inferloom import (
    AsyncInferenceClient,
    AsyncStream,
    Audio,
    AudioClassificationOutputElement,
    AudioToAudioOutputElement,
    AutomaticSpeechRecognitionOutput,
    Call,
    ChatCompletionInputMessage,
    ChatCompletionInputMessageParam,
    ChatCompletionMessage,
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionStreamOutput,
    CreateEmbeddingsOutput,
    DepthEstimationOutput,
    Detections,
    DocumentQuestionAnsweringOutputElement,
    Exchange,
    FillMaskOutputElement,
    ImageClassificationOutputElement,
    ImageSegmentationOutputElement,
    ImageToTextOutput,
    InferenceApi,
    InferenceClient,
    Job,
    JsonSchema,
    LineStream,
    ModelCard,
    ModelProvider,
    ModelStatus,
    ObjectDetectionOutputElement,
    Outcome,
    QuestionAnsweringOutputElement,
    RawResponse,
    RerankOutputElement,
    Segments,
    Stream,
    StreamCall,
    SummarizationOutput,
    TableQuestionAnsweringOutputElement,
    TextClassificationOutputElement,
    TextGenerationOutput,
    TextGenerationStreamOutput,
    TokenClassificationOutputElement,
    TokenizeOutputToken,
    TranslationOutput,
    Video,
    VideoClassificationOutputElement,
    VisualQuestionAnsweringOutputElement,
    ZeroShotClassificationOutputElement,
    ZeroShotImageClassificationOutputElement,
    ZeroShotObjectDetectionOutputElement,
)
from inferloom.operations.chat_completion import chat_completion
from inferloom.operations.question_answering import question_answering
from inferloom.operations.text_classification import text_classification


def sync(client: InferenceClient, flag: bool) -> None:
    assert_type(client.automatic_speech_recognition(b""), AutomaticSpeechRecognitionOutput)
    assert_type(client.feature_extraction("a"), NDArray[np.float32])
    assert_type(client.feature_extraction(["a"], normalize=True), NDArray[np.float32])
    assert_type(client.image_classification(Path("a.png")), list[ImageClassificationOutputElement])
    assert_type(client.sentence_similarity("a", ["b"]), list[float])
    assert_type(client.text_classification("a", top_k=1), list[TextClassificationOutputElement])
    assert_type(client.text_to_speech("a"), Audio)

    assert_type(client.audio_classification(b""), list[AudioClassificationOutputElement])
    assert_type(client.audio_to_audio(b""), list[AudioToAudioOutputElement])
    assert_type(client.create_embeddings("a"), CreateEmbeddingsOutput)
    assert_type(client.embeddings.create(["a"]), CreateEmbeddingsOutput)
    assert_type(client.depth_estimation(b""), DepthEstimationOutput)
    assert_type(client.detokenize([1]), str)
    assert_type(
        client.document_question_answering(b"", "?"), list[DocumentQuestionAnsweringOutputElement]
    )
    assert_type(client.fill_mask("a"), list[FillMaskOutputElement])
    assert_type(client.image_segmentation(b""), Segments[ImageSegmentationOutputElement])
    assert_type(client.image_text_to_image(prompt="a"), PILImage)
    assert_type(client.image_text_to_video(prompt="a"), Video)
    assert_type(client.image_to_image(b"", "a"), PILImage)
    assert_type(client.image_to_text(b""), ImageToTextOutput)
    assert_type(client.image_to_video(b""), Video)
    assert_type(client.list_models(), list[ModelCard])
    assert_type(client.models.list(), list[ModelCard])
    assert_type(client.object_detection(b""), Detections[ObjectDetectionOutputElement])
    assert_type(client.question_answering("?", "a"), QuestionAnsweringOutputElement)
    assert_type(client.question_answering("?", "a", top_k=None), QuestionAnsweringOutputElement)
    assert_type(client.question_answering("?", "a", top_k=1), list[QuestionAnsweringOutputElement])
    assert_type(client.rerank("?", ["a"], api="tei"), list[RerankOutputElement])
    assert_type(client.summarization("a"), SummarizationOutput)
    assert_type(
        client.table_question_answering({"a": ["1"]}, "?"), TableQuestionAnsweringOutputElement
    )
    assert_type(client.tabular_classification({"a": ["1"]}), list[str | int | float])
    assert_type(client.tabular_regression({"a": ["1"]}), list[float])
    assert_type(client.text_to_audio("a"), Audio)
    assert_type(client.text_to_image("a"), PILImage)
    assert_type(client.text_to_video("a"), Video)
    assert_type(client.token_classification("a"), list[TokenClassificationOutputElement])
    assert_type(client.tokenize("a"), list[TokenizeOutputToken])
    assert_type(client.translation("a"), TranslationOutput)
    assert_type(client.video_classification(b""), list[VideoClassificationOutputElement])
    assert_type(
        client.visual_question_answering(b"", "?"), list[VisualQuestionAnsweringOutputElement]
    )
    assert_type(
        client.zero_shot_classification("a", ["b"]), list[ZeroShotClassificationOutputElement]
    )
    assert_type(
        client.zero_shot_image_classification(b"", ["a", "b"]),
        list[ZeroShotImageClassificationOutputElement],
    )
    assert_type(
        client.zero_shot_object_detection(b"", ["a"]),
        Detections[ZeroShotObjectDetectionOutputElement],
    )

    assert_type(client.text_generation("a"), str)
    assert_type(client.text_generation("a", details=True), TextGenerationOutput)
    assert_type(client.text_generation("a", stream=True), Stream[str, str])
    assert_type(
        client.text_generation("a", stream=True, details=True),
        Stream[TextGenerationStreamOutput, TextGenerationOutput],
    )
    assert_type(
        client.text_generation("a", stream=flag, details=flag),
        str
        | TextGenerationOutput
        | Stream[str, str]
        | Stream[TextGenerationStreamOutput, TextGenerationOutput],
    )

    messages: list[ChatCompletionInputMessageParam] = [{"role": "user", "content": "Hi"}]
    assert_type(client.chat_completion(messages), ChatCompletionOutput)
    assert_type(client.chat_completion(messages, stream=False), ChatCompletionOutput)
    assert_type(
        client.chat_completion(messages, stream=True),
        Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(
        client.chat_completion(messages, stream=flag),
        ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(client.chat.completions.create(messages), ChatCompletionOutput)
    assert_type(
        client.chat.completions.create(messages, stream=True),
        Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    # A literal, models and a mixture of both.
    client.chat_completion([{"role": "user", "content": [{"type": "text", "text": "Hi"}]}])
    client.chat_completion([ChatCompletionInputMessage(role="user", content="Hi")])
    client.chat_completion([*messages, ChatCompletionInputMessage(role="user", content="Hi")])


async def asynchronous(client: AsyncInferenceClient, flag: bool) -> None:
    assert_type(await client.automatic_speech_recognition(b""), AutomaticSpeechRecognitionOutput)
    assert_type(await client.feature_extraction("a"), NDArray[np.float32])
    assert_type(await client.image_classification("a.png"), list[ImageClassificationOutputElement])
    assert_type(await client.sentence_similarity("a", ["b"]), list[float])
    assert_type(await client.text_classification("a"), list[TextClassificationOutputElement])
    assert_type(await client.text_to_speech("a"), Audio)

    assert_type(await client.audio_classification(b""), list[AudioClassificationOutputElement])
    assert_type(await client.audio_to_audio(b""), list[AudioToAudioOutputElement])
    assert_type(await client.create_embeddings("a"), CreateEmbeddingsOutput)
    assert_type(await client.embeddings.create(["a"]), CreateEmbeddingsOutput)
    assert_type(await client.depth_estimation(b""), DepthEstimationOutput)
    assert_type(await client.detokenize([1]), str)
    assert_type(
        await client.document_question_answering(b"", "?"),
        list[DocumentQuestionAnsweringOutputElement],
    )
    assert_type(await client.fill_mask("a"), list[FillMaskOutputElement])
    assert_type(await client.image_segmentation(b""), Segments[ImageSegmentationOutputElement])
    assert_type(await client.image_text_to_image(prompt="a"), PILImage)
    assert_type(await client.image_text_to_video(prompt="a"), Video)
    assert_type(await client.image_to_image(b"", "a"), PILImage)
    assert_type(await client.image_to_text(b""), ImageToTextOutput)
    assert_type(await client.image_to_video(b""), Video)
    assert_type(await client.list_models(), list[ModelCard])
    assert_type(await client.models.list(), list[ModelCard])
    assert_type(await client.object_detection(b""), Detections[ObjectDetectionOutputElement])
    assert_type(await client.question_answering("?", "a"), QuestionAnsweringOutputElement)
    answers = await client.question_answering("?", "a", top_k=1)
    assert_type(answers, list[QuestionAnsweringOutputElement])
    assert_type(await client.rerank("?", ["a"], api="tei"), list[RerankOutputElement])
    assert_type(await client.summarization("a"), SummarizationOutput)
    assert_type(
        await client.table_question_answering({"a": ["1"]}, "?"),
        TableQuestionAnsweringOutputElement,
    )
    assert_type(await client.tabular_classification({"a": ["1"]}), list[str | int | float])
    assert_type(await client.tabular_regression({"a": ["1"]}), list[float])
    assert_type(await client.text_to_audio("a"), Audio)
    assert_type(await client.text_to_image("a"), PILImage)
    assert_type(await client.text_to_video("a"), Video)
    assert_type(await client.token_classification("a"), list[TokenClassificationOutputElement])
    assert_type(await client.tokenize("a"), list[TokenizeOutputToken])
    assert_type(await client.translation("a"), TranslationOutput)
    assert_type(await client.video_classification(b""), list[VideoClassificationOutputElement])
    assert_type(
        await client.visual_question_answering(b"", "?"), list[VisualQuestionAnsweringOutputElement]
    )
    assert_type(
        await client.zero_shot_classification("a", ["b"]), list[ZeroShotClassificationOutputElement]
    )
    assert_type(
        await client.zero_shot_image_classification(b"", ["a", "b"]),
        list[ZeroShotImageClassificationOutputElement],
    )
    assert_type(
        await client.zero_shot_object_detection(b"", ["a"]),
        Detections[ZeroShotObjectDetectionOutputElement],
    )

    assert_type(await client.text_generation("a"), str)
    assert_type(await client.text_generation("a", details=True), TextGenerationOutput)
    assert_type(await client.text_generation("a", stream=True), AsyncStream[str, str])
    assert_type(
        await client.text_generation("a", stream=True, details=True),
        AsyncStream[TextGenerationStreamOutput, TextGenerationOutput],
    )
    assert_type(
        await client.text_generation("a", stream=flag, details=flag),
        str
        | TextGenerationOutput
        | AsyncStream[str, str]
        | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput],
    )

    assert_type(
        await client.chat_completion([{"role": "user", "content": "Hi"}]), ChatCompletionOutput
    )
    stream = await client.chat_completion([{"role": "user", "content": "Hi"}], stream=True)
    assert_type(stream, AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput])
    async for chunk in stream:
        assert_type(chunk, ChatCompletionStreamOutput)
        assert_type(chunk.choices[0].delta.content, str | None)
    assert_type(
        await client.chat_completion([{"role": "user"}], stream=flag),
        ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(
        await client.chat.completions.create([{"role": "user"}], stream=True),
        AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )


def calls(client: InferenceClient) -> None:
    call = text_classification("a")
    assert_type(call, Call[list[TextClassificationOutputElement]])
    assert_type(client.send(call), list[TextClassificationOutputElement])
    assert_type(client.exchange(call), Exchange[list[TextClassificationOutputElement]])
    streamed = chat_completion([{"role": "user"}], stream=True)
    assert_type(streamed, StreamCall[ChatCompletionStreamOutput, ChatCompletionOutput])
    assert_type(client.stream(streamed), Stream[ChatCompletionStreamOutput, ChatCompletionOutput])
    assert_type(client.with_options(timeout=3), InferenceClient)


def results(output: TextClassificationOutputElement, completion: ChatCompletionOutput) -> None:
    assert_type(output.label, str)
    assert_type(output.score, float)
    assert_type(output["label"], Any)
    assert_type(completion.choices[0].message.content, str | None)
    if completion.usage is not None:
        assert_type(completion.usage.total_tokens, int)


class Weather(BaseModel):
    city: str


@dataclass
class Place:
    name: str


class WeatherDict(TypedDict):
    city: str


def get_weather(city: str) -> str:
    return city


def streams(client: InferenceClient) -> None:
    stream = client.chat_completion([{"role": "user"}], stream=True)
    assert_type(stream.final(), ChatCompletionOutput)
    assert_type(next(stream.text), str)
    assert_type(next(stream).text, str)
    assert_type(stream.outcome, Outcome)
    assert_type(stream.outcome.complete, bool)
    if (usage := stream.usage) is not None:
        assert_type(usage.total_tokens, int)
    assert_type(client.text_generation("a", stream=True).final(), str)
    # The second type has a default, for annotations that need not say it.
    short: Stream[ChatCompletionStreamOutput] = stream
    assert_type(short.final(), Any)


async def asynchronous_streams(client: AsyncInferenceClient) -> None:
    stream = await client.chat_completion([{"role": "user"}], stream=True)
    assert_type(await stream.final(), ChatCompletionOutput)
    async for text in stream.text:
        assert_type(text, str)


def types_as_arguments(client: InferenceClient) -> None:
    for kind in (Weather, WeatherDict):
        client.chat_completion([{"role": "user"}], response_format=kind)
    client.chat_completion([{"role": "user"}], response_format=list[Weather])
    client.chat_completion([{"role": "user"}], response_format=JsonSchema(Weather, dialect="tgi"))
    client.chat_completion([{"role": "user"}], response_format={"type": "json_object"})
    completion = client.chat_completion(
        [{"role": "user"}],
        tools=[get_weather, Weather, {"type": "function", "function": {"name": "now"}}],
    )
    assert_type(completion.text, str | None)
    assert_type(completion.parsed, Any | None)
    assert_type(completion.parse(Weather), Weather)
    assert_type(completion.parse(WeatherDict), WeatherDict)
    for call in completion.choices[0].message.tool_calls or ():
        assert_type(call.function.parse(Weather), Weather)
        assert_type(call.function.parsed, Any)


def parsed(client: InferenceClient, flag: bool) -> None:
    say: list[ChatCompletionInputMessageParam] = [{"role": "user", "content": "Hi"}]
    assert_type(client.chat_completion(say, response_format=Weather).parsed, Weather | None)
    assert_type(client.chat_completion(say, response_format=WeatherDict).parsed, WeatherDict | None)
    assert_type(client.chat_completion(say, response_format=Place).parsed, Place | None)
    assert_type(
        client.chat_completion(say, response_format=list[Weather]).parsed, list[Weather] | None
    )
    form = JsonSchema(Weather, dialect="tgi", strict=False)
    assert_type(form, JsonSchema[Weather])
    assert_type(client.chat_completion(say, response_format=form).parsed, Weather | None)
    create = client.chat.completions.create
    assert_type(create(say, response_format=Weather).parsed, Weather | None)
    answer: ChatCompletionOutput[Weather] = create(say, response_format=Weather, n=2)
    any_answer: ChatCompletionOutput = answer
    assert_type(any_answer.parsed, Any | None)
    assert_type(answer.choices[0].message.content, str | None)
    call = chat_completion(say, response_format=Weather)
    assert_type(call, Call[ChatCompletionOutput[Weather]])
    assert_type(client.send(call).parsed, Weather | None)
    assert_type(client.exchange(call).result.parsed, Weather | None)
    stream = client.chat_completion(say, response_format=Weather, stream=True)
    assert_type(stream, Stream[ChatCompletionStreamOutput, ChatCompletionOutput[Weather]])
    assert_type(stream.final().parsed, Weather | None)
    streamed = chat_completion(say, response_format=form, stream=True)
    assert_type(client.stream(streamed).final().parsed, Weather | None)
    either = client.chat_completion(say, response_format=Weather, stream=flag)
    assert_type((either.final() if isinstance(either, Stream) else either).parsed, Weather | None)
    # What is no class is taken, and nobody can say its type; so are schemas that are no types.
    assert_type(
        client.chat_completion(say, response_format=JsonSchema(int | str)).parsed, Any | None
    )
    form_of_server = {"type": "json_object"}
    assert_type(client.chat_completion(say, response_format=form_of_server), ChatCompletionOutput)
    assert_type(client.chat_completion(say, response_format=None), ChatCompletionOutput)


async def asynchronous_parsed(client: AsyncInferenceClient) -> None:
    say = [{"role": "user", "content": "Hi"}]
    answer = await client.chat_completion(say, response_format=Weather)
    assert_type(answer.parsed, Weather | None)
    answers = await client.chat.completions.create(say, response_format=JsonSchema(list[Weather]))
    assert_type(answers.parsed, list[Weather] | None)
    stream = await client.chat_completion(say, response_format=WeatherDict, stream=True)
    assert_type((await stream.final()).parsed, WeatherDict | None)
    call = chat_completion(say, response_format=Place)
    assert_type((await client.send(call)).parsed, Place | None)
    assert_type((await client.exchange(call)).result.parsed, Place | None)


def variables(client: InferenceClient, question: str) -> None:
    """Dicts that were made before the call, as users do."""
    messages = [{"role": "user", "content": "Hi"}]
    answer = client.chat_completion(messages)
    client.chat_completion([*messages, answer.choices[0].message])
    client.chat_completion([{"role": "user", "content": "Hi"}, answer.choices[0].message])
    parts = [{"type": "text", "text": question}, {"type": "image_url", "image_url": {"url": "u"}}]
    client.chat_completion([{"role": "user", "content": parts}])
    message = {"role": "user", "content": parts}
    client.chat_completion([message])
    client.chat_completion((message, message))

    history: list[ChatCompletionMessage] = [{"role": "user", "content": "Hi"}]
    history.append(client.chat_completion(history).choices[0].message)
    history.append(client.chat_completion(history, stream=True).final().choices[0].message)
    history.append({"role": "user", "content": question})
    history.append(ChatCompletionInputMessage(role="user", content=question))
    history += messages
    client.chat_completion(history)
    either: list[
        ChatCompletionInputMessageParam | ChatCompletionInputMessage | ChatCompletionOutputMessage
    ] = [{"role": "user", "content": "Hi"}]
    either.append(client.chat_completion(either).choices[0].message)
    client.chat_completion(either)
    loose: list[dict[str, Any]] = [{"role": "user", "content": "Hi"}]
    loose.append(dict(answer.choices[0].message))
    client.chat_completion(loose)

    tool = {"type": "function", "function": {"name": "now", "parameters": {"type": "object"}}}
    tools = [tool]
    choice = {"type": "function", "function": {"name": "now"}}
    form = {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "object"}}}
    options = {"include_usage": True}
    client.chat_completion(
        messages, tools=tools, tool_choice=choice, response_format=form, stream_options=options
    )
    client.chat_completion(messages, tools=[tool, get_weather, Weather])
    bias = {"15043": -100}
    client.chat_completion(messages, logit_bias=bias, max_tokens=-1)
    grammar = {"type": "regex", "value": "[a-z]+"}
    client.text_generation("a", grammar=grammar)
    size = {"width": 64, "height": 64}
    client.image_to_image(b"", target_size=size)
    table = {"city": ["Paris", "Rome"], "people": ["2", "3"]}
    client.table_question_answering(table, question)
    rows = {"a": ["1", "2"], "b": ["x", "y"]}
    client.tabular_classification(rows)
    documents = ["a", "b"]
    client.rerank(question, documents)
    objects = [{"text": "a"}, {"text": "b"}]
    client.rerank(question, objects)
    client.zero_shot_classification(question, documents)
    client.feature_extraction(documents)
    client.create_embeddings(documents)


def services(client: InferenceClient, stream: bool, job: Job, to_image: Call[PILImage]) -> None:
    assert_type(client.post(json={}), bytes)
    assert_type(client.post(data=Path("a.png"), stream=True), LineStream)
    assert_type(client.post(json={}, stream=stream), bytes | LineStream)
    assert_type(client.get_model_status("org/m"), ModelStatus)
    assert_type(client.providers("org/m"), list[ModelProvider])
    assert_type(client.resume(job), Any)
    assert_type(client.exchange(to_image, result="url").result, str)
    assert_type(client.exchange(to_image).result, PILImage)
    assert_type(client.list_deployed_models(["keras"]), dict[str, list[str]])
    assert_type(client.get_recommended_model("fill-mask"), str)
    assert_type(client.get_endpoint_info(), dict[str, Any])
    assert_type(client.health_check(), bool)


async def asynchronous_services(
    client: AsyncInferenceClient, job: Job, to_image: Call[PILImage]
) -> None:
    assert_type(await client.post(json={}), bytes)
    async with await client.post(json={}, stream=True) as lines:
        async for line in lines:
            assert_type(line, bytes)
    assert_type(await client.get_model_status(), ModelStatus)
    assert_type(await client.providers(), list[ModelProvider])
    assert_type(await client.resume(job), Any)
    assert_type((await client.exchange(to_image, result="url")).result, str)
    assert_type(await client.list_deployed_models("keras"), dict[str, list[str]])
    assert_type(await client.get_recommended_model("fill-mask"), str)
    assert_type(await client.get_endpoint_info(model="org/m"), dict[str, Any])
    assert_type(await client.health_check("http://127.0.0.1"), bool)


def legacy(api: InferenceApi) -> None:
    assert_type(api("a", raw_response=True), RawResponse)
    assert_type(api("a", None, None, True), RawResponse)
    assert_type(api("a"), Any)


def wrong(client: InferenceClient, texts: Sequence[str]) -> None:
    client.chat_completion("Hi")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.chat_completion({"role": "user"})  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
    client.chat_completion(["Hi"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    client.chat_completion([{"role": "user"}], response_format=3)  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
    misspelt: list[ChatCompletionInputMessageParam] = [{"role": "user", "contnet": "Hi"}]  # type: ignore[typeddict-unknown-key]  # pyright: ignore[reportAssignmentType]
    client.chat_completion(misspelt)
    number: list[ChatCompletionInputMessageParam] = [{"role": 3}]  # type: ignore[typeddict-item]  # pyright: ignore[reportAssignmentType]
    client.chat_completion(number)
    answer = client.chat_completion(misspelt, response_format=Weather)
    print(answer.parsed.city)  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
    JsonSchema(Weather, dialect="tgx")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]


def misspelt(client: InferenceClient) -> None:
    """A name that is not there is an error, though modules load what they export when asked."""
    inferloom.InferenceClint  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    inferloom.types.ChatCompletionOutpt  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    inferloom.params.NoParam  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    inferloom.testing.FakeClint  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    inferloom.operations.chat_completon  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]  # noqa: B018
    from inferloom import InferenceClint  # type: ignore[attr-defined]  # pyright: ignore  # noqa: F401
    from inferloom.operations import chat_completon  # type: ignore[attr-defined]  # pyright: ignore  # noqa: F401
    from inferloom.params import NoParam  # type: ignore[attr-defined]  # pyright: ignore  # noqa: F401
    from inferloom.testing import FakeClint  # type: ignore[attr-defined]  # pyright: ignore  # noqa: F401
    from inferloom.types import ChatCompletionOutpt  # type: ignore[attr-defined]  # pyright: ignore  # noqa: F401


def wrong_arguments(client: InferenceClient, texts: Sequence[str]) -> None:
    client.text_classification(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.text_classification("a", topk=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.text_classification("a", function_to_apply="tanh")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.text_classification(texts)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def answers_to(client: InferenceClient, count: int | None) -> None:
    found = client.question_answering("?", "a", top_k=count)
    assert_type(found, QuestionAnsweringOutputElement | list[QuestionAnsweringOutputElement])
    assert_type(client.send(question_answering("?", "a")), QuestionAnsweringOutputElement)
    calls = question_answering("?", "a", top_k=2)
    assert_type(client.send(calls), list[QuestionAnsweringOutputElement])
