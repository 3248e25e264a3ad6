"""Pictures and sound, in and out."""

from __future__ import annotations

import base64
import io
import wave
from typing import Any

import httpx
import pytest
from PIL import Image

SENTENCE = "The quick brown fox jumps over the lazy dog."


@pytest.fixture(scope="module")
def speech(http: httpx.Client) -> bytes:
    answer = http.post("/text-to-speech", json={"inputs": SENTENCE})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "audio/wav"
    return answer.content


def ok(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_cat_is_a_cat(http: httpx.Client, cat: bytes) -> None:
    headers = {"content-type": "image/jpeg"}
    found = ok(http.post("/models/google/efficientnet-lite0", content=cat, headers=headers))
    assert len(found) == 5
    assert "cat" in found[0]["label"]
    assert sum("cat" in each["label"].split() for each in found) >= 2


def test_base64_answers_as_raw_bytes_do(http: httpx.Client, cat: bytes) -> None:
    raw = ok(http.post("/image-classification", content=cat))
    encoded = base64.b64encode(cat).decode()
    for inputs in (encoded, f"data:image/jpeg;base64,{encoded}"):
        body = {"inputs": inputs, "parameters": {"top_k": 2}}
        assert ok(http.post("/image-classification", json=body)) == raw[:2]


def test_the_cat_is_in_the_foreground(http: httpx.Client, cat: bytes) -> None:
    (segment,) = ok(http.post("/image-segmentation", content=cat))
    mask = Image.open(io.BytesIO(base64.b64decode(segment["mask"])))
    picture = Image.open(io.BytesIO(cat))
    assert segment["label"] == "foreground"
    assert (mask.size, mask.mode) == (picture.size, "L")
    # The middle is cat, the corner at the top left is wall.
    assert mask.getpixel((mask.width // 2, mask.height // 2)) == 255
    assert mask.getpixel((2, 2)) == 0


def test_the_background_becomes_transparent(http: httpx.Client, cat: bytes) -> None:
    answer = http.post("/image-to-image", content=cat, headers={"accept": "image/png"})
    assert answer.headers["content-type"] == "image/png"
    cut = Image.open(io.BytesIO(answer.content))
    assert cut.mode == "RGBA"
    assert cut.getchannel("A").getpixel((2, 2)) < 30  # type: ignore[operator]
    jpeg = http.post("/image-to-image", content=cat, headers={"accept": "image/jpeg"})
    assert jpeg.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(jpeg.content)).format == "JPEG"


def test_what_is_said_is_heard(http: httpx.Client, speech: bytes) -> None:
    headers = {"content-type": "audio/wav"}
    heard = ok(http.post("/models/openai/whisper-tiny", content=speech, headers=headers))
    assert heard == {"text": SENTENCE}


@pytest.mark.parametrize("timestamps", [True, "word"])
def test_timestamps(http: httpx.Client, speech: bytes, timestamps: bool | str) -> None:
    body = {
        "inputs": base64.b64encode(speech).decode(),
        "parameters": {"return_timestamps": timestamps},
    }
    answer = http.post("/automatic-speech-recognition", json=body)
    if timestamps == "word" and answer.status_code == 422:
        # As the spec has it: only boolean.
        assert answer.json()["pointer"] == "/parameters/return_timestamps"
        return
    chunks = ok(answer)["chunks"]
    assert "".join(chunk["text"] for chunk in chunks).strip() == SENTENCE
    times = [time for chunk in chunks for time in chunk["timestamp"]]
    assert times == sorted(times)
    assert 1 < times[-1] < 5
    assert len(chunks) == (9 if timestamps == "word" else 1)


def test_speech_is_repeatable_and_can_be_faster(http: httpx.Client, speech: bytes) -> None:
    assert http.post("/text-to-speech", json={"inputs": SENTENCE}).content == speech
    body = {"inputs": SENTENCE, "parameters": {"speed": 1.5}}
    answer = http.post("/text-to-speech", json=body)
    assert answer.status_code == 200, answer.text
    with wave.open(io.BytesIO(answer.content)) as fast, wave.open(io.BytesIO(speech)) as normal:
        assert fast.getframerate() == normal.getframerate() == 24_000
        assert fast.getnframes() < 0.8 * normal.getnframes()


def test_speech_and_silence(http: httpx.Client, speech: bytes) -> None:
    silence = io.BytesIO()
    with wave.open(silence, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(44_100)
        out.writeframes(bytes(4 * 44_100))
    for sound, label in ((speech, "speech"), (silence.getvalue(), "other")):
        assert ok(http.post("/audio-classification", content=sound))[0]["label"] == label


@pytest.mark.parametrize("task", ["image-classification", "automatic-speech-recognition"])
def test_media_that_cannot_be_read(http: httpx.Client, task: str) -> None:
    for content, status in ((b"nonsense", 422), (b"", 400)):
        answer = http.post(f"/{task}", content=content, headers={"content-type": "image/png"})
        assert answer.status_code == status
        assert "error" in answer.json()
    answer = http.post(f"/{task}", json={"inputs": "no base64!", "parameters": {}})
    assert answer.status_code == 422
    assert "base64" in answer.json()["error"]
