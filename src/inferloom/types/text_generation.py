# Generated from specs/tasks/text_generation/
# spec sha256:7cfebc948717. Do not edit: change the spec, then run
# `make generate`.
"""What `text_generation` takes and returns."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field
from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class TextGenerationInputJSONSchemaConfig(InputModel):
    """A JSON Schema, bare or with a name."""

    model_config = ConfigDict(extra="allow")
    name: str | None = None
    """Name of the schema, for `json_schema`."""
    schema_: Annotated[Any | None, Field(alias="schema")] = None
    """The JSON Schema, for `json_schema`. On the wire, `schema`."""


TextGenerationInputGrammarTypeType = TypeAliasType(
    "TextGenerationInputGrammarTypeType", Literal["json", "regex", "json_schema"]
)


class TextGenerationOutputPrefillToken(Model):
    """A token of the prompt."""

    id: int
    """Number of the token in the vocabulary."""
    text: str
    """The token's text."""
    logprob: float | None = None
    """Natural logarithm of its probability; None for the first token."""


class TextGenerationOutputToken(Model, checked=("text",)):
    """A generated token."""

    id: int | None = None
    """Number of the token in the vocabulary, where the server tells it."""
    text: str
    """The token's text."""
    logprob: float | None = None
    """Natural logarithm of its probability."""
    special: bool | None = None
    """Whether it is a special token, such as the end of the text."""


TextGenerationOutputFinishReason = TypeAliasType(
    "TextGenerationOutputFinishReason", Literal["length", "eos_token", "stop_sequence"] | str
)


class TextGenerationStreamOutputStreamDetails(Model):
    """How a streamed text was generated."""

    finish_reason: TextGenerationOutputFinishReason
    """Why the text ended."""
    generated_tokens: int | None = None
    """Number of tokens."""
    input_length: int | None = None
    """Number of tokens of the prompt."""
    seed: int | None = None
    """Seed that was used, if tokens were drawn at random."""


class TextGenerationInputGrammarType(InputModel):
    """Grammar that a text has to follow."""

    model_config = ConfigDict(extra="allow")
    type: TextGenerationInputGrammarTypeType
    """Kind of the grammar."""
    value: str | TextGenerationInputJSONSchemaConfig
    """A JSON Schema (object or JSON text) for `json`, a regular expression for `regex`,
    `{"name", "schema"}` for `json_schema`.
    """


class TextGenerationOutputBestOfSequence(Model):
    """A text that was generated and not chosen."""

    generated_text: str
    """The text."""
    finish_reason: TextGenerationOutputFinishReason
    """Why the text ended."""
    generated_tokens: int
    """Number of tokens."""
    prefill: list[TextGenerationOutputPrefillToken] | None = None
    """The prompt's tokens."""
    seed: int | None = None
    """Seed that was used."""
    tokens: list[TextGenerationOutputToken] | None = None
    """The generated tokens."""
    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """The most likely tokens at each place."""


class TextGenerationStreamOutput(Model, checked=("token",)):
    """One token of a streamed text."""

    index: int | None = None
    """Place of the token, from 1."""
    token: TextGenerationOutputToken
    """The token."""
    top_tokens: list[TextGenerationOutputToken] | None = None
    """The most likely tokens at this place, if `top_n_tokens` asked for them."""
    generated_text: str | None = None
    """The whole text, in the last chunk."""
    details: TextGenerationStreamOutputStreamDetails | None = None
    """How the text was generated, in the last chunk, if `details` asked for it."""

    @property
    def text(self) -> str:
        """The new text, `token.text`; empty if that is no part of the answer."""
        return "" if self.token.special else self.token.text or ""


class TextGenerationInputGenerateParameters(InputModel):
    """Options of text generation."""

    details: bool | None = None
    """Return tokens, their log probabilities and the reason of the end beside the text."""
    adapter_id: str | None = None
    """LoRA adapter to use, of those that the server has loaded."""
    best_of: Annotated[int | None, Field(ge=1)] = None
    """Generate this many texts and return the most likely one."""
    decoder_input_details: bool | None = None
    """Return the prompt's tokens too, in `details.prefill`. Needs `details`."""
    do_sample: bool | None = None
    """Draw tokens at random; otherwise the most likely one is taken."""
    frequency_penalty: float | None = None
    """Penalty for tokens by how often they occurred, usually -2 to 2."""
    grammar: TextGenerationInputGrammarType | None = None
    """Grammar that the text has to follow."""
    max_new_tokens: int | None = None
    """Largest number of tokens to generate. The server's choice by default; -1 is no limit for
    llama.cpp.
    """
    repetition_penalty: Annotated[float | None, Field(gt=0.0)] = None
    """Penalty for tokens that occurred; 1 is none."""
    return_full_text: bool | None = None
    """Return the prompt before the generated text."""
    seed: int | None = None
    """Seed of the random draws, for repeatable texts. -1 is another one each time for some
    servers.
    """
    stop: list[str] | None = None
    """Texts that end the generation, usually at most 4."""
    temperature: float | None = None
    """Sharpness of the distribution that tokens are drawn from; below 1 is sharper. 0 takes the
    most likely token, for servers that allow it; text-generation-inference wants more than 0.
    """
    top_k: int | None = None
    """Draw from the k most likely tokens only. 0 or -1 is all of them, for servers that allow
    it.
    """
    top_n_tokens: int | None = None
    """Number of most likely tokens to return at each place. Needs `details`."""
    top_p: Annotated[float | None, Field(ge=0.0, le=1.0)] = None
    """Draw from the smallest set of tokens whose probabilities add up to this."""
    truncate: int | None = None
    """Keep only this many last tokens of the prompt. -1 is as many as the model takes, for vLLM."""
    typical_p: Annotated[float | None, Field(ge=0.0, le=1.0)] = None
    """Draw from tokens about as surprising as the model expects, up to this probability mass."""
    watermark: bool | None = None
    """Mark the text as generated, by a pattern in the choice of tokens."""


class TextGenerationOutputDetails(Model):
    """How a text was generated."""

    finish_reason: TextGenerationOutputFinishReason
    """Why the text ended."""
    generated_tokens: int | None = None
    """Number of tokens, where the server tells it."""
    prefill: list[TextGenerationOutputPrefillToken] | None = None
    """The prompt's tokens, if `decoder_input_details` asked for them."""
    seed: int | None = None
    """Seed that was used, if tokens were drawn at random."""
    tokens: list[TextGenerationOutputToken] | None = None
    """The generated tokens."""
    top_tokens: list[list[TextGenerationOutputToken]] | None = None
    """The most likely tokens at each place, if `top_n_tokens` asked for them."""
    best_of_sequences: list[TextGenerationOutputBestOfSequence] | None = None
    """The other texts, if `best_of` asked for them."""


class TextGenerationInput(InputModel):
    """Request of text generation."""

    inputs: str
    """The text to continue."""
    parameters: TextGenerationInputGenerateParameters | None = None
    stream: bool | None = None
    """Return the text piece by piece while it is generated."""


class TextGenerationOutput(Model, essential=("generated_text",)):
    """A generated text."""

    generated_text: str
    """The text."""
    details: TextGenerationOutputDetails | None = None
    """Tokens and the reason of the end, if they were asked for."""

    @property
    def text(self) -> str:
        """The answer's text, `generated_text`."""
        return self.generated_text


TextGenerationStreamOutputToken = TextGenerationOutputToken
