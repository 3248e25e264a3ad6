"""Why ours differs from huggingface_hub, where it does; docs/migrating.md has each of them."""

# ruff: noqa: E501

from __future__ import annotations

NEW, OLD = "2.4.0", "0.25.2"

INPUTS = "every task is sent as `inputs` and `parameters`, which all servers of today read"
RETRIED = "429 and 5xx are asked again, twice by default; `max_retries=0` asks once"
ANY_SHAPE = "the shapes of an answer that servers have are all read, and give one result"
ANY_TASK = "a server of your own may have the task, so it is called"
LIMIT = "no more than `top_k` results are returned, though the server sends more"
ALL_LABELS = "all labels are returned, and not the first one alone"
ONE_LIST = "the words for several masks come in one list; `mask_index` tells them apart"
GENERATION = "options of generation travel in `generation_parameters`, as servers read them"
LEFT_OUT = "what a server refuses is left out and stays so for its address and model; a stream stays a stream, details None"
SCHEMA = "`response_format` is sent as it was given, for servers of OpenAI's API"
SIZE = "`height` and `width` of `image_to_image` are sent as `target_size`"
METHOD_WINS = "the method's `model` wins over the client's, a URL too"
QUERY = "a query in a URL stays behind the path"
EXTRA = "`extra_body` puts its members among the parameters"
ACCEPT = "the caller's `Accept` is sent, and no other"
TIMEOUT = "`client.timeout` is a `Timeout`, equal to a number; it is never None"

# What is so in every request, and is not looked at.
GENERALLY = (
    "what the caller did not give is not sent",
    "files are sent with their MIME type, which is found out from their content",
    "the `model` of a chat without one is `tgi`, which the reference calls `dummy` from 1.0 on",
)

# Case, or method; `request` or `result`; release, or empty for both -> why.
REASONS: dict[tuple[str, str, str], str] = {
    (
        "document_question_answering: example: a bare answer of a model that writes",
        "result",
        "",
    ): ANY_SHAPE,
    ("feature_extraction: example: a list of one text stays a list", "result", ""): ANY_SHAPE,
    ("fill_mask: example: two masks", "result", ""): ONE_LIST,
    ("image_to_image: example: with all parameters, base64 text back", "result", ""): ANY_SHAPE,
    ("text_to_image: example: with parameters, base64 text back", "result", ""): ANY_SHAPE,
    ("text_to_image: example: the file inside JSON back", "result", ""): ANY_SHAPE,
    ("text_to_speech: example: bare samples back", "result", NEW): ANY_SHAPE,
    ("image_to_text: an object", "result", NEW): ANY_SHAPE,
    (
        "table_question_answering: example: with parameters, a list back from a model that writes",
        "result",
        NEW,
    ): ANY_SHAPE,
    (
        "translation: example: between two languages of many, an object back",
        "result",
        NEW,
    ): ANY_SHAPE,
    (
        "visual_question_answering: example: with a parameter, a bare answer of a model that writes",
        "result",
        NEW,
    ): ANY_SHAPE,
    (
        "zero_shot_classification: example: with parameters, an answer in columns",
        "result",
        NEW,
    ): ANY_SHAPE,
    ("zero_shot_classification: lists", "result", NEW): ANY_SHAPE,
    ("zero_shot_classification: items", "result", OLD): ANY_SHAPE,
    ("zero_shot_classification: example: two labels", "result", OLD): ANY_SHAPE,
    ("text_classification: example: sentiment", "result", ""): ALL_LABELS,
    ("headers: content-type of a file", "result", ""): ANY_SHAPE,
    ("text_classification: options", "result", NEW): LIMIT,
    ("image_classification: options", "result", NEW): LIMIT,
    ("image_to_video", "request", NEW): ANY_TASK,
    ("image_to_video", "result", NEW): ANY_TASK,
    ("text_to_video", "request", NEW): ANY_TASK,
    ("text_to_video", "result", NEW): ANY_TASK,
    ("tabular_regression", "request", NEW): ANY_TASK,
    ("tabular_regression", "result", NEW): ANY_TASK,
    ("tabular_regression", "request", OLD): INPUTS,
    ("tabular_classification", "request", ""): INPUTS,
    ("visual_question_answering", "request", ""): INPUTS,
    ("document_question_answering", "request", OLD): INPUTS,
    ("question_answering", "request", OLD): INPUTS,
    ("table_question_answering", "request", OLD): INPUTS,
    ("zero_shot_image_classification", "request", OLD): INPUTS,
    ("text_to_speech", "request", NEW): GENERATION,
    ("text_generation: TGI's arguments are refused", "request", NEW): LEFT_OUT,
    ("text_generation: details are refused", "request", NEW): LEFT_OUT,
    ("text_generation: details are refused", "result", ""): LEFT_OUT,
    ("text_generation: a stream is refused", "request", ""): LEFT_OUT,
    ("text_generation: a stream is refused", "result", ""): LEFT_OUT,
    ("chat_completion: a schema is asked for", "request", NEW): SCHEMA,
    ("image_to_image: height and width", "request", ""): SIZE,
    ("chat_completion: a URL given to the method", "request", ""): METHOD_WINS,
    ("chat_completion: a URL given to the method", "result", ""): METHOD_WINS,
    ("chat_completion: model='?a=1'", "request", OLD): QUERY,
    ("chat_completion: base_url='?a=1'", "request", OLD): QUERY,
    ("chat_completion: model='/v1?a=1'", "request", OLD): QUERY,
    ("chat_completion: base_url='/v1?a=1'", "request", OLD): QUERY,
    ("text_to_image: extra_body", "request", OLD): EXTRA,
    ("text_to_image: example: the file inside JSON back", "request", OLD): EXTRA,
    ("headers: accept of a picture", "request", ""): ACCEPT,
    ("text_classification: status 429", "request", ""): RETRIED,
    ("text_classification: status 500", "request", ""): RETRIED,
    ("attribute: none of them", "result", ""): TIMEOUT,
}
