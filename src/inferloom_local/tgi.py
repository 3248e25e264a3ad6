"""TGI's native wire, to and from llama.cpp's `/completion`. Pure: no I/O here."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inferloom_local.pipeline import BadInput

DEFAULT_NEW_TOKENS = 256
"""TGI fills the context if nothing is said; a small model on a laptop would ramble for a minute."""


@dataclass(frozen=True)
class EndOfText:
    """The token that ends a text, which TGI shows as special."""

    id: int | None
    text: str


@dataclass(frozen=True)
class Generation:
    """A text-generation request, understood."""

    prompt: str
    completion: dict[str, Any]
    """The body for llama.cpp, less the prompt."""
    full_text: bool
    details: bool
    top_tokens: int
    truncate: int | None
    seed: int | None
    """The seed in use, or None where nothing is drawn: TGI tells it in the details."""


def understand(body: Mapping[str, Any], *, full_text_by_default: bool) -> Generation:
    """Read a request; what llama.cpp cannot do is refused and not silently left out."""
    p: Mapping[str, Any] = body.get("parameters") or {}
    if (p.get("best_of") or 1) > 1:
        raise BadInput("/parameters/best_of: more than 1 is not served by llama.cpp")
    if p.get("adapter_id") is not None:
        raise BadInput("/parameters/adapter_id: no adapters are loaded here")
    stream = bool(body.get("stream"))
    sampled = bool(p.get("do_sample")) or any(
        p.get(name) is not None for name in ("temperature", "top_k", "top_p", "typical_p")
    )
    seed = p.get("seed")
    if sampled and seed is None:
        seed = secrets.randbits(32)
    top_tokens = p.get("top_n_tokens") or 0
    count = p.get("max_new_tokens")
    completion: dict[str, Any] = {
        "n_predict": DEFAULT_NEW_TOKENS if count is None else count,
        "stream": stream,
        "n_probs": max(1, top_tokens),
        "return_tokens": True,
        "cache_prompt": True,
        # llama.cpp's own defaults would filter where TGI does not.
        "min_p": 0.0,
        "top_k": p.get("top_k") or 0,
        "top_p": p.get("top_p") or 1.0,
        "typical_p": p.get("typical_p") or 1.0,
        "temperature": (p.get("temperature") or 1.0) if sampled else 0.0,
        "repeat_penalty": p.get("repetition_penalty") or 1.0,
        "repeat_last_n": -1,
        "frequency_penalty": p.get("frequency_penalty") or 0.0,
        "stop": p.get("stop") or [],
    }
    if sampled:
        completion["seed"] = seed
    if p.get("grammar") is not None:
        completion["json_schema"] = _json_schema(p["grammar"])
    full_text = p.get("return_full_text")
    return Generation(
        prompt=body["inputs"],
        completion=completion,
        full_text=full_text_by_default if full_text is None else bool(full_text),
        details=bool(p.get("details")),
        top_tokens=top_tokens,
        truncate=p.get("truncate"),
        seed=seed if sampled else None,
    )


def _json_schema(grammar: Mapping[str, Any]) -> Any:
    kind, value = grammar.get("type"), grammar.get("value")
    if kind == "regex":
        raise BadInput("/parameters/grammar: regex is not served by llama.cpp, json is")
    if kind == "json_schema" and isinstance(value, Mapping):
        return value.get("schema")
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError as error:
            raise BadInput("/parameters/grammar/value: not JSON") from error
    return value


def answer(generation: Generation, completion: Mapping[str, Any], eos: EndOfText) -> dict[str, Any]:
    """TGI's answer from llama.cpp's."""
    # TGI keeps the text that made it stop, llama.cpp cuts it off.
    text = completion["content"] + completion.get("stopping_word", "")
    result: dict[str, Any] = {
        "generated_text": generation.prompt + text if generation.full_text else text
    }
    if generation.details:
        found = completion.get("completion_probabilities") or []
        details = _details(generation, completion)
        details["prefill"] = []
        details["tokens"] = [_token(each, each.get("token", ""), eos) for each in found]
        if generation.top_tokens:
            details["top_tokens"] = [_top_tokens(each, eos) for each in found]
        result["details"] = details
    return result


class Events:
    """TGI's stream from llama.cpp's: one event a token, the last one with the whole text.

    llama.cpp says that it has ended in an event of its own, so each token waits for the next event.
    """

    def __init__(self, generation: Generation, eos: EndOfText) -> None:
        self._generation = generation
        self._eos = eos
        self._held: dict[str, Any] | None = None
        self._text = ""
        self._count = 0

    def feed(self, chunk: Mapping[str, Any]) -> Iterator[bytes]:
        """The events that one of llama.cpp's events brings forth."""
        if "error" in chunk:
            yield event(failure(chunk["error"]))
            return
        content = str(chunk.get("content", ""))
        found = (chunk.get("completion_probabilities") or [{}])[0]
        if found or content:
            if self._held is not None:
                yield event(self._held)
            self._hold(found, content)
        if chunk.get("stop"):
            yield event(self._last(chunk))

    def _hold(self, found: Mapping[str, Any], content: str) -> None:
        self._count += 1
        self._text += content
        self._held = {
            "index": self._count,
            "token": _token(found, content, self._eos),
            "generated_text": None,
            "details": None,
        }
        if self._generation.top_tokens:
            self._held["top_tokens"] = _top_tokens(found, self._eos)

    def _last(self, chunk: Mapping[str, Any]) -> dict[str, Any]:
        if self._held is None:
            ended = {"id": self._eos.id, "token": "", "logprob": None}
            self._hold(ended, "")
        last = self._held or {}
        if word := chunk.get("stopping_word"):
            last["token"]["text"] += word
            self._text += word
        generation = self._generation
        last["generated_text"] = (generation.prompt if generation.full_text else "") + self._text
        if generation.details:
            last["details"] = {
                **_details(generation, chunk),
                "input_length": chunk.get("tokens_evaluated", 0),
            }
        return last


def event(data: Mapping[str, Any]) -> bytes:
    """One server-sent event, spelled as TGI spells it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"data:{text}\n\n".encode()


def failure(error: Any) -> dict[str, Any]:
    """TGI's error object from llama.cpp's."""
    if isinstance(error, Mapping):
        kind = str(error.get("type", ""))
        refused = kind in ("exceed_context_size_error", "invalid_request_error")
        return {
            "error": str(error.get("message", error)),
            "error_type": "validation" if refused else "generation",
        }
    return {"error": str(error), "error_type": "generation"}


def _details(generation: Generation, completion: Mapping[str, Any]) -> dict[str, Any]:
    reasons = {"eos": "eos_token", "word": "stop_sequence"}
    return {
        "finish_reason": reasons.get(str(completion.get("stop_type")), "length"),
        "generated_tokens": completion.get("tokens_predicted", 0),
        "seed": generation.seed,
    }


def _token(found: Mapping[str, Any], text: str, eos: EndOfText) -> dict[str, Any]:
    special = eos.id is not None and found.get("id") == eos.id
    return {
        "id": found.get("id", 0),
        "text": eos.text if special else text,
        "logprob": found.get("logprob"),
        "special": special,
    }


def _top_tokens(found: Mapping[str, Any], eos: EndOfText) -> list[dict[str, Any]]:
    return [_token(each, each.get("token", ""), eos) for each in found.get("top_logprobs") or ()]
