"""What `make demo` shows: the generated client against real models, all on this machine."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from inferloom_local.background import running
from inferloom_local.catalogue import of_task

if TYPE_CHECKING:
    from inferloom import InferenceClient

    Step = Callable[[InferenceClient, Path], None]
    Shown = Callable[[InferenceClient, Path], bool]

PICTURE = Path(__file__).parent / "data" / "cat.jpg"
CITIES = ("Paris is the capital of France.", "Rome is the capital of Italy.", "Bread is baked.")
QUESTION = "Where is the Eiffel tower?"
PROVIDER: Final = "fal-ai"
PRAISE = "I love this, it works so well!"
SENTENCE = "Machines can read this sentence aloud."


def demo() -> int:
    """Start the local endpoint, call one task of each kind, and print what came back.

    Returns:
        0, or 1 if a model that is installed gave no answer.
    """
    began = time.perf_counter()
    endpoint_here = running(providers=[PROVIDER], progress=_Progress())
    with endpoint_here as endpoint, tempfile.TemporaryDirectory() as folder:
        # As a user would point the client at a server of their own: nothing else is needed.
        os.environ["HF_ENDPOINT"] = os.environ["HF_INFERENCE_ENDPOINT"] = endpoint.url
        os.environ["HF_ROUTER_ENDPOINT"] = f"{endpoint.url}/router"  # of providers
        os.environ["HF_TOKEN"] = "hf_local"  # which the router wants, and here nobody reads
        from inferloom import InferenceClient

        with InferenceClient() as client:
            answered = [step(client, Path(folder)) for step in STEPS]
        seconds = time.perf_counter() - began
        print(f"\nAll answers came from models on this machine, in {seconds:.0f} s.")
        print(f"Serve them yourself:  {_program()} serve")
    return 0 if all(answered) else 1


def _shows(task: str, call: str) -> Callable[[Step], Shown]:
    """Print the call and its time around a step, and go on where its model is not there."""

    def decorate(step: Step) -> Shown:
        @functools.wraps(step)
        def shown(client: InferenceClient, folder: Path) -> bool:
            from inferloom import InferenceError

            print(f"\n>>> client.{call}", flush=True)
            if missing := of_task(task)[0].missing:
                names = ", ".join(package.name for package in missing)
                print(f"    skipped: {names} is not installed; {_program()} setup tells why")
                return True
            began = time.perf_counter()
            try:
                step(client, folder)
            except (InferenceError, OSError) as error:
                print(f"    failed: {error}", flush=True)
                return False
            print(f"    ({time.perf_counter() - began:.2f} s)", flush=True)
            return True

        return shown

    return decorate


@_shows(
    "chat-completion", 'chat_completion([...], stream=True)  # "What is the capital of France?"'
)
def _chat(client: InferenceClient, folder: Path) -> None:
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


@_shows("text-generation", 'text_generation("Once upon a time", max_new_tokens=20)')
def _generate(client: InferenceClient, folder: Path) -> None:
    print(client.text_generation("Once upon a time", max_new_tokens=20).strip())


@_shows("feature-extraction", "feature_extraction([three sentences])")
def _embed(client: InferenceClient, folder: Path) -> None:
    vectors = client.feature_extraction(CITIES)
    print(f"{vectors.dtype} array of shape {vectors.shape}")


@_shows("sentence-similarity", f'sentence_similarity("{QUESTION}", [three sentences])')
def _compare(client: InferenceClient, folder: Path) -> None:
    scores = client.sentence_similarity(QUESTION, CITIES)
    for score, sentence in sorted(zip(scores, CITIES, strict=True), reverse=True):
        print(f"{score:6.3f}  {sentence}")


@_shows("text-classification", f'text_classification("{PRAISE}")')
def _classify(client: InferenceClient, folder: Path) -> None:
    for element in client.text_classification(PRAISE):
        print(f"{element.score:6.3f}  {element.label}")


@_shows("image-classification", 'image_classification("cat.jpg", top_k=3)')
def _look(client: InferenceClient, folder: Path) -> None:
    for element in client.image_classification(PICTURE, top_k=3):
        print(f"{element.score:6.3f}  {element.label}")


@_shows("text-to-speech", f'text_to_speech("{SENTENCE}").save("speech.wav")')
def _speak(client: InferenceClient, folder: Path) -> None:
    path = client.text_to_speech(SENTENCE).save(folder / "speech.wav")
    print(f"{path.stat().st_size:,} bytes of sound")


@_shows("automatic-speech-recognition", 'automatic_speech_recognition("speech.wav").text')
def _listen(client: InferenceClient, folder: Path) -> None:
    speech = folder / "speech.wav"
    if speech.exists():
        print(client.automatic_speech_recognition(speech).text)
    else:
        print("nothing was spoken that could be listened to")


@_shows(
    "image-segmentation",
    f'with_options(provider="{PROVIDER}").image_segmentation("cat.jpg")  # its queue, played here',
)
def _cut_out(client: InferenceClient, folder: Path) -> None:
    model = of_task("image-segmentation")[0].id
    (found, *_) = client.with_options(provider=PROVIDER).image_segmentation(PICTURE, model=model)
    print(f"    {found.label}: {found.mask.size}", flush=True)


STEPS = (_chat, _generate, _embed, _compare, _classify, _look, _speak, _listen, _cut_out)


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
