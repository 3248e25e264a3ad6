"""Language of a text: py3langid, 97 languages."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from inferloom_local.models.scores import ranked
from inferloom_local.models.texts import Labels, each
from inferloom_local.pipeline import TaskRequest

DEFAULT_TOP_K = 5


class Language:
    """ISO 639-1 codes, the likeliest first."""

    def __init__(self) -> None:
        module = import_module("py3langid.langid")
        self._identifier: Any = module.LanguageIdentifier.from_model_file(
            module.MODEL_FILE, norm_probs=True
        )

    def __call__(self, request: TaskRequest) -> list[Labels]:
        """Rank the languages for each text."""

        def classify(text: str) -> Labels:
            found = self._identifier.rank(text)
            probabilities = np.array([float(probability) for _, probability in found])
            return ranked(
                [str(language) for language, _ in found],
                np.log(np.maximum(probabilities, 1e-30)),
                request.parameters,
                top_k=DEFAULT_TOP_K,
            )

        return each(request, classify)
