"""all-MiniLM-L6-v2 in numpy: the vectors of sentence-transformers to six digits, without torch."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from inferloom_local.models.scores import ranked
from inferloom_local.packages import MINILM
from inferloom_local.pipeline import BadInput, TaskRequest

Array = NDArray[np.float32]

LAYERS, HEADS = 6, 12
WIDTH = 384
HEAD_WIDTH = WIDTH // HEADS
MAX_TOKENS = 256
"""Longer texts are cut, as sentence-transformers does with this model."""

BATCH = 16
"""Texts in one pass; more at once only costs memory."""


class Encoder:
    """Texts to sentence vectors."""

    def __init__(self) -> None:
        source = MINILM.folder("model")
        weights: dict[str, Array] = load_file(source / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
        self._words = weights["embeddings.word_embeddings.weight"]
        self._positions = weights["embeddings.position_embeddings.weight"]
        self._sentence = weights["embeddings.token_type_embeddings.weight"][0]
        # Linear layers as (matrix to multiply by, bias); norms keep (gain, bias).
        self._pairs = {
            name.removesuffix(".weight"): (
                np.ascontiguousarray(value.T) if value.ndim == 2 else value,
                weights[name.removesuffix("weight") + "bias"],
            )
            for name, value in weights.items()
            if name.endswith(".weight") and name.removesuffix("weight") + "bias" in weights
        }

    def encode(
        self, texts: Sequence[str], *, normalize: bool = True, truncate_from: str = "right"
    ) -> Array:
        """One row a text, of length one unless `normalize` is false."""
        if not texts:
            return np.zeros((0, WIDTH), np.float32)
        self._tokenizer.enable_truncation(MAX_TOKENS, direction=truncate_from)
        self._tokenizer.enable_padding()
        rows = [
            self._pool(self._tokenizer.encode_batch(list(texts[i : i + BATCH])))
            for i in range(0, len(texts), BATCH)
        ]
        vectors = np.concatenate(rows)
        return unit(vectors) if normalize else vectors

    def count_tokens(self, text: str) -> int:
        """How many tokens a text has, its two ends included, before any cut."""
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        return len(self._tokenizer.encode(text).ids)

    def _pool(self, encodings: Sequence[Any]) -> Array:
        ids = np.array([e.ids for e in encodings])
        mask = np.array([e.attention_mask for e in encodings], np.float32)
        hidden = self._hidden(ids, mask)
        mean: Array = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return mean.astype(np.float32)

    def _hidden(self, ids: NDArray[np.int64], mask: Array) -> Array:
        batch, length = ids.shape
        x = self._words[ids] + self._positions[:length] + self._sentence
        x = self._norm(x, "embeddings.LayerNorm")
        padding = ((1 - mask) * np.float32(-1e9))[:, None, None, :]
        for layer in range(LAYERS):
            p = f"encoder.layer.{layer}."
            q, k, v = (
                self._linear(x, f"{p}attention.self.{name}")
                .reshape(batch, length, HEADS, HEAD_WIDTH)
                .transpose(0, 2, 1, 3)
                for name in ("query", "key", "value")
            )
            scores = q @ k.transpose(0, 1, 3, 2) / math.sqrt(HEAD_WIDTH) + padding
            attention = _softmax(cast(Array, scores))
            seen = (attention @ v).transpose(0, 2, 1, 3).reshape(batch, length, WIDTH)
            x = self._norm(
                x + self._linear(seen, p + "attention.output.dense"),
                p + "attention.output.LayerNorm",
            )
            inner = _gelu(self._linear(x, p + "intermediate.dense"))
            x = self._norm(x + self._linear(inner, p + "output.dense"), p + "output.LayerNorm")
        return x

    def _linear(self, x: Array, name: str) -> Array:
        matrix, bias = self._pairs[name]
        return cast(Array, x @ matrix + bias)

    def _norm(self, x: Array, name: str) -> Array:
        gain, bias = self._pairs[name]
        centred = x - x.mean(-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + 1e-12)
        return cast(Array, centred / spread * gain + bias)


def unit(vectors: Array) -> Array:
    """The same directions, of length one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return cast(Array, vectors / np.maximum(lengths, 1e-12)).astype(np.float32)


def _softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(-1, keepdims=True))
    return cast(Array, powers / powers.sum(-1, keepdims=True))


def _gelu(x: Array) -> Array:
    return cast(Array, x * 0.5 * (1 + _erf(x / math.sqrt(2))))


def _erf(x: Array) -> Array:
    """Abramowitz and Stegun 7.1.26, right to 1.5e-7; numpy has no erf."""
    sign, x = np.sign(x), np.abs(x)
    t = 1 / (1 + 0.3275911 * x)
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t) + (
        0.254829592
    )
    return cast(Array, sign * (1 - series * t * np.exp(-x * x)))


@functools.cache
def encoder() -> Encoder:
    """The tasks below share one. Their rows share a turn as well, so it is built once."""
    return Encoder()


class FeatureExtraction:
    """A vector for a text, a list of vectors for a list: what the hosted API answers."""

    def __init__(self) -> None:
        self.encoder = encoder()

    def __call__(self, request: TaskRequest) -> Any:
        """Embed the text or texts."""
        parameters = request.parameters
        if prompt := parameters.get("prompt_name"):
            raise BadInput(
                f"/parameters/prompt_name: {prompt!r} is unknown, this model has no prompts"
            )
        single = isinstance(request.inputs, str)
        texts: list[str] = [request.inputs] if single else list(request.inputs)
        if parameters.get("truncate") is False:
            for text in texts:
                if (count := self.encoder.count_tokens(text)) > MAX_TOKENS:
                    raise BadInput(f"/inputs: {count} tokens, and this model takes {MAX_TOKENS}")
        normalize = parameters.get("normalize") is not False
        vectors = self.encoder.encode(
            texts,
            normalize=normalize,
            # TEI before 1.9 wrote them `Left` and `Right`, and clients still do.
            truncate_from=str(parameters.get("truncation_direction") or "right").lower(),
        )
        if dimensions := parameters.get("dimensions"):
            vectors = shortened(vectors, dimensions, normalize=normalize)
        return vectors[0].tolist() if single else vectors.tolist()

    def with_usage(self, texts: list[str], dimensions: int | None) -> tuple[Array, int]:
        """Vectors, and the number of tokens read: what OpenAI's wire wants."""
        vectors = self.encoder.encode(texts)
        if dimensions is not None:
            vectors = shortened(vectors, dimensions)
        return vectors, sum(min(MAX_TOKENS, self.encoder.count_tokens(text)) for text in texts)


def shortened(vectors: Array, dimensions: int, *, normalize: bool = True) -> Array:
    """The first `dimensions` numbers of each vector."""
    if not 0 < dimensions <= WIDTH:
        raise BadInput(f"/parameters/dimensions: {dimensions} is not between 1 and {WIDTH}")
    cut = vectors[:, : int(dimensions)]  # to JSON Schema 8.0 is an integer too
    return unit(cut) if normalize else cut


class SentenceSimilarity:
    """The cosine of each sentence with the source sentence, in the order given."""

    def __init__(self) -> None:
        self.encoder = encoder()

    def __call__(self, request: TaskRequest) -> list[float]:
        """Compare each sentence with the source."""
        try:
            source, sentences = request.inputs["source_sentence"], request.inputs["sentences"]
        except (KeyError, TypeError) as error:
            raise BadInput("/inputs: expected {source_sentence, sentences}") from error
        vectors = self.encoder.encode([source, *sentences])
        return [float(score) for score in vectors[1:] @ vectors[0]]


class ZeroShotClassification:
    """Labels ranked by how near their hypothesis is to the text."""

    TEMPLATE = "This text is about {}."
    SHARPNESS = 10.0
    """Cosines lie close together; this spreads them into scores that look like probabilities."""

    def __init__(self) -> None:
        self.encoder = encoder()

    def __call__(self, request: TaskRequest) -> Any:
        """Rank the candidate labels."""
        labels = request.parameters.get("candidate_labels")
        if isinstance(labels, str):
            labels = [label.strip() for label in labels.split(",")]
        if not isinstance(request.inputs, str):
            raise BadInput("/inputs: expected string")
        if not labels or not isinstance(labels, list):
            raise BadInput("/parameters/candidate_labels: expected a list of labels")
        template = str(request.parameters.get("hypothesis_template") or self.TEMPLATE)
        if "{}" not in template:
            raise BadInput("/parameters/hypothesis_template: it has no {} for the label")
        hypotheses = [template.replace("{}", str(label)) for label in labels]
        vectors = self.encoder.encode([request.inputs, *hypotheses])
        function = "sigmoid" if request.parameters.get("multi_label") else "softmax"
        return ranked(
            [str(label) for label in labels],
            vectors[1:] @ vectors[0] * self.SHARPNESS,
            {"function_to_apply": function},
        )
