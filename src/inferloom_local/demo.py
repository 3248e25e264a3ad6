"""What `make demo` shows: the generated client against real models, all on this machine."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from inferloom_local.background import running

if TYPE_CHECKING:
    from inferloom import InferenceClient

PICTURE = Path(__file__).parent / "data" / "cat.jpg"
CITIES = ("Paris is the capital of France.", "Rome is the capital of Italy.", "Bread is baked.")


def demo() -> int:
    """Start the local endpoint, call one task of each kind, and print what came back."""
    began = time.perf_counter()
    with running(progress=_Progress()) as endpoint:
        # As a user would point the client at a server of their own: nothing else is needed.
        os.environ["HF_ENDPOINT"] = os.environ["HF_INFERENCE_ENDPOINT"] = endpoint.url
        from inferloom import InferenceClient

        with InferenceClient() as client:
            _chat(client)
            _generate(client)
            _embed(client)
            _compare(client)
            _classify(client)
            _look(client)
            _speak_and_listen(client)
        seconds = time.perf_counter() - began
        print(f"\nAll answers came from models on this machine, in {seconds:.0f} s.")
        print(f"Serve them yourself:  {_program()} serve")
    return 0


def _chat(client: InferenceClient) -> None:
    with _step('client.chat_completion([...], stream=True)  # "What is the capital of France?"'):
        stream = client.chat_completion(
            [{"role": "user", "content": "What is the capital of France? Answer in one sentence."}],
            stream=True,
            max_tokens=40,
            temperature=0,
        )
        for chunk in stream:
            for choice in chunk.choices:
                print(choice.delta.content or "", end="", flush=True)
        print()


def _generate(client: InferenceClient) -> None:
    with _step('client.text_generation("Once upon a time", max_new_tokens=20)'):
        print(client.text_generation("Once upon a time", max_new_tokens=20).strip())


def _embed(client: InferenceClient) -> None:
    with _step("client.feature_extraction([three sentences])"):
        vectors = client.feature_extraction(CITIES)
        print(f"{vectors.dtype} array of shape {vectors.shape}")


def _compare(client: InferenceClient) -> None:
    question = "Where is the Eiffel tower?"
    with _step(f'client.sentence_similarity("{question}", [three sentences])'):
        scores = client.sentence_similarity(question, CITIES)
        for score, sentence in sorted(zip(scores, CITIES, strict=True), reverse=True):
            print(f"{score:6.3f}  {sentence}")


def _classify(client: InferenceClient) -> None:
    text = "I love this, it works so well!"
    with _step(f'client.text_classification("{text}")'):
        for element in client.text_classification(text):
            print(f"{element.score:6.3f}  {element.label}")


def _look(client: InferenceClient) -> None:
    with _step('client.image_classification("cat.jpg", top_k=3)'):
        for element in client.image_classification(PICTURE, top_k=3):
            print(f"{element.score:6.3f}  {element.label}")


def _speak_and_listen(client: InferenceClient) -> None:
    text = "Machines can read this sentence aloud."
    with tempfile.TemporaryDirectory() as folder:
        with _step(f'client.text_to_speech("{text}").save("speech.wav")'):
            path = client.text_to_speech(text).save(Path(folder, "speech.wav"))
            print(f"{path.stat().st_size:,} bytes of sound")
        with _step('client.automatic_speech_recognition("speech.wav").text'):
            print(client.automatic_speech_recognition(path).text)


@contextmanager
def _step(call: str) -> Iterator[None]:
    began = time.perf_counter()
    print(f"\n>>> {call}", flush=True)
    yield
    print(f"    ({time.perf_counter() - began:.2f} s)", flush=True)


class _Progress:
    """Prints the endpoint's steps until it is ready; its log of requests is not for this page."""

    def __init__(self) -> None:
        self._ready = False

    def __call__(self, line: str) -> None:
        if not self._ready and ".http: " not in line:
            print(f"... {line.partition(': ')[2] or line}", flush=True)
        self._ready = self._ready or "ready" in line


def _program() -> str:
    return f"{os.path.relpath(sys.executable)} -m inferloom_local"
