"""Speech to text: Whisper tiny, run by CTranslate2."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from inferloom_local.models.media import sound
from inferloom_local.packages import WHISPER
from inferloom_local.pipeline import TaskRequest


class SpeechRecognition:
    """The text, and its pieces with their times if `return_timestamps` is true or `"word"`."""

    def __init__(self) -> None:
        self._model: Any = import_module("faster_whisper").WhisperModel(
            str(WHISPER.folder("model")),
            device="cpu",
            compute_type="int8",
            cpu_threads=min(4, os.cpu_count() or 1),
            local_files_only=True,
        )

    def __call__(self, request: TaskRequest) -> dict[str, Any]:
        """Transcribe a recording."""
        samples = sound(request.inputs)
        timestamps = request.parameters.get("return_timestamps")
        if not samples.size:
            return {"text": "", "chunks": []} if timestamps else {"text": ""}
        generation = request.parameters.get("generation_parameters") or {}
        chosen = {
            ours: generation[theirs]
            for theirs, ours in (
                ("num_beams", "beam_size"),
                ("temperature", "temperature"),
                ("max_new_tokens", "max_new_tokens"),
            )
            if generation.get(theirs) is not None
        }
        segments, _ = self._model.transcribe(
            samples,
            word_timestamps=timestamps == "word",
            condition_on_previous_text=False,
            **{"beam_size": 1, **chosen},
        )
        pieces = list(segments)
        answer: dict[str, Any] = {"text": "".join(piece.text for piece in pieces).strip()}
        if timestamps == "word":
            answer["chunks"] = [
                {"text": word.word, "timestamp": [float(word.start), float(word.end)]}
                for piece in pieces
                for word in piece.words or ()
            ]
        elif timestamps:
            answer["chunks"] = [
                {"text": piece.text, "timestamp": [float(piece.start), float(piece.end)]}
                for piece in pieces
            ]
        return answer
