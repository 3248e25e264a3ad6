"""Sentiment of a text: VADER, a lexicon with rules for negation, emphasis and emoji."""

from __future__ import annotations

import math
from importlib import import_module
from typing import Any

from inferloom_local.models.scores import ranked
from inferloom_local.models.texts import Labels, each
from inferloom_local.pipeline import TaskRequest

LABELS = ("POSITIVE", "NEGATIVE")


class Sentiment:
    """POSITIVE or NEGATIVE; a text without any sentiment is half of each."""

    def __init__(self) -> None:
        # The package declares requests, which only its own demonstration uses.
        module = import_module("vaderSentiment.vaderSentiment")
        self._analyzer: Any = module.SentimentIntensityAnalyzer()

    def __call__(self, request: TaskRequest) -> list[Labels]:
        """Judge each text."""

        def classify(text: str) -> Labels:
            compound = self._analyzer.polarity_scores(text)["compound"]
            # The softmax of these is (1 ± compound) / 2: VADER's own scale, moved to 0..1.
            logit = math.atanh(max(-0.9999, min(0.9999, compound)))
            return ranked(LABELS, (logit, -logit), request.parameters)

        return each(request, classify)
