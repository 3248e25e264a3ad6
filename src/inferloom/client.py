# Generated from specs/
# spec sha256:244503649311. Do not edit: change the spec, then run
# `make generate`.
"""The sync client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, overload

from .transport.client import SyncClient

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from .params.chat_completion import (
        ChatCompletionInputMessageParam,
        ChatCompletionInputResponseFormatJSONObjectParam,
        ChatCompletionInputResponseFormatJSONSchemaParam,
        ChatCompletionInputResponseFormatOtherParam,
        ChatCompletionInputResponseFormatTextParam,
        ChatCompletionInputStreamOptionsParam,
        ChatCompletionInputToolChoiceClassParam,
        ChatCompletionInputToolParam,
    )
    from .params.text_generation import TextGenerationInputGrammarTypeParam
    from .transport.config import Limits, Timeout
    from .transport.media import MediaInput
    from .transport.media_results import Audio
    from .transport.stream import Stream
    from .types.automatic_speech_recognition import AutomaticSpeechRecognitionOutput
    from .types.chat_completion import (
        ChatCompletionInputMessage,
        ChatCompletionInputResponseFormatJSONObject,
        ChatCompletionInputResponseFormatJSONSchema,
        ChatCompletionInputResponseFormatOther,
        ChatCompletionInputResponseFormatText,
        ChatCompletionInputStreamOptions,
        ChatCompletionInputTool,
        ChatCompletionInputToolChoiceClass,
        ChatCompletionInputToolChoiceEnum,
        ChatCompletionOutput,
        ChatCompletionStreamOutput,
    )
    from .types.common import EarlyStopping
    from .types.feature_extraction import FeatureExtractionInputTruncationDirection
    from .types.image_classification import (
        ImageClassificationOutputElement,
        ImageClassificationOutputTransform,
    )
    from .types.sentence_similarity import SentenceSimilarityTruncationDirection
    from .types.text_classification import (
        TextClassificationOutputElement,
        TextClassificationOutputTransform,
    )
    from .types.text_generation import (
        TextGenerationInputGrammarType,
        TextGenerationOutput,
        TextGenerationStreamOutput,
    )

__all__ = ["InferenceClient"]


class InferenceClient(SyncClient):
    """Call models on the Hugging Face hub, on Inference Endpoints or on a server of your own.

    A client may be shared: the sync client by threads, the async client by tasks. Close it with
    `close()`, or use it as a context manager; connections are kept open between calls.
    """

    def __init__(
        self,
        model: str | None = None,
        *,
        token: str | bool | None = None,
        timeout: float | Timeout | None = None,
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        proxies: str | Mapping[str, str | None] | None = None,
        trust_env: bool = True,
        base_url: str | None = None,
        api_key: str | None = None,
        max_retries: int = 2,
        limits: Limits | None = None,
    ) -> None:
        """Make a client; nothing is sent and no connection is opened.

        Args:
            model: Model id on the hub, such as `meta-llama/Llama-3.1-8B-Instruct`, or URL of a
                server, which requests are posted to as it is. None takes the model that the hub
                recommends for each task. Not together with `base_url`.
            token: Token to authenticate with; it is sent wherever the calls go. True takes the one
                from `HF_TOKEN` or the token file and raises if there is none; False sends none;
                None takes the one that is found and sends it to Hugging Face only. Not together
                with `api_key`.
            timeout: Seconds for a whole call, retries and waiting for a model to load included, or
                a `Timeout` for its parts. None waits for a loading model without end.
            headers: Headers to send with every request; they override the client's own. Case does
                not matter.
            cookies: Cookies to send with every request.
            proxies: URL of a proxy, or a mapping of `http`, `https` and `all` to one. None takes
                those of the environment if `trust_env` is true.
            trust_env: Take proxies from the environment (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`,
                `NO_PROXY`). True by default in the sync client, False in the async one.
            base_url: URL of a server. Chat is posted to `/chat/completions` below it, after `/v1`
                unless it ends in a version; other tasks are posted to it as it is. Not together
                with `model`.
            api_key: The same as `token`, as the openai client names it.
            max_retries: How often a failed request is sent again (408, 409, 425, 429, 5xx, lost
                connections). Waiting for a loading model does not count. 2 by default.
            limits: Numbers and sizes that the client accepts; see `Limits`.

        Raises:
            ArgumentError: If two arguments exclude each other or one has no sense.
            TokenNotFoundError: If `token=True` and there is no token.
        """
        self._configure(
            {
                "model": model,
                "token": token,
                "timeout": timeout,
                "headers": headers,
                "cookies": cookies,
                "proxies": proxies,
                "trust_env": trust_env,
                "base_url": base_url,
                "api_key": api_key,
                "max_retries": max_retries,
                "limits": limits,
            }
        )

    @property
    def chat(self) -> Chat:
        """Methods under the names that the openai client has: `chat`."""
        return Chat(self)

    def automatic_speech_recognition(
        self,
        audio: MediaInput,
        *,
        return_timestamps: bool | Literal["word", "char"] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        do_sample: bool | None = None,
        early_stopping: EarlyStopping | None = None,
        num_beams: int | None = None,
        num_beam_groups: int | None = None,
        penalty_alpha: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> AutomaticSpeechRecognitionOutput:
        """Transcribe a recording.

        Wire format:
        https://huggingface.co/docs/inference-providers/tasks/automatic-speech-recognition

        Args:
            audio: The recording to transcribe. Bytes, a path, a URL, an open binary file, or what
                Pillow and numpy make: see `MediaInput`.
            return_timestamps: Return the parts of the text with their times. `True` for phrases
                (Whisper), `"word"` or `"char"` for smaller parts.
            temperature: Sharpness of the distribution that tokens are drawn from; below 1 is
                sharper.
            top_k: Draw from the k most likely tokens only.
            top_p: Draw from the smallest set of tokens whose probabilities add up to this, 0 to 1.
            typical_p: Draw from tokens about as surprising as the model expects, up to this
                probability mass, 0 to 1.
            epsilon_cutoff: Drop tokens whose probability is below this.
            eta_cutoff: Drop tokens below a bound that follows the entropy of the distribution.
            max_length: Largest number of tokens, prompt included. `max_new_tokens` goes before it.
            max_new_tokens: Largest number of tokens to generate.
            min_length: Smallest number of tokens, prompt included.
            min_new_tokens: Smallest number of tokens to generate.
            do_sample: Draw tokens at random; otherwise the most likely one is taken.
            early_stopping: When a beam search ends: `True` as soon as there are enough candidates,
                `False` by a heuristic, `"never"` when no better one is possible.
            num_beams: Number of beams of a beam search; 1 is none.
            num_beam_groups: Number of groups that the beams are split into, so that they differ
                more.
            penalty_alpha: Weight of the penalty for repetition in contrastive search.
            use_cache: Keep the attention states of earlier tokens, for speed.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The text, and its parts with their times if they were asked for.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import InferenceClient
            >>> client = InferenceClient()
            >>> client.automatic_speech_recognition("speech.flac")
            AutomaticSpeechRecognitionOutput(text='hello world')
        """
        from .operations.automatic_speech_recognition import automatic_speech_recognition

        return self.send(
            automatic_speech_recognition(
                audio,
                return_timestamps=return_timestamps,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
                typical_p=typical_p,
                epsilon_cutoff=epsilon_cutoff,
                eta_cutoff=eta_cutoff,
                max_length=max_length,
                max_new_tokens=max_new_tokens,
                min_length=min_length,
                min_new_tokens=min_new_tokens,
                do_sample=do_sample,
                early_stopping=early_stopping,
                num_beams=num_beams,
                num_beam_groups=num_beam_groups,
                penalty_alpha=penalty_alpha,
                use_cache=use_cache,
                model=model,
                extra_body=extra_body,
            )
        )

    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionInputMessage],
        *,
        stream: Literal[False] = False,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_tokens: int | None = None,
        n: int | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        response_format: ChatCompletionInputResponseFormatTextParam
        | ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatJSONSchemaParam
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONObjectParam
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatOtherParam
        | ChatCompletionInputResponseFormatOther
        | None = None,
        seed: int | None = None,
        stop: Sequence[str] | str | None = None,
        stream_options: ChatCompletionInputStreamOptionsParam
        | ChatCompletionInputStreamOptions
        | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoiceEnum
        | ChatCompletionInputToolChoiceClassParam
        | ChatCompletionInputToolChoiceClass
        | str
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[ChatCompletionInputToolParam | ChatCompletionInputTool] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> ChatCompletionOutput: ...

    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionInputMessage],
        *,
        stream: Literal[True],
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_tokens: int | None = None,
        n: int | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        response_format: ChatCompletionInputResponseFormatTextParam
        | ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatJSONSchemaParam
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONObjectParam
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatOtherParam
        | ChatCompletionInputResponseFormatOther
        | None = None,
        seed: int | None = None,
        stop: Sequence[str] | str | None = None,
        stream_options: ChatCompletionInputStreamOptionsParam
        | ChatCompletionInputStreamOptions
        | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoiceEnum
        | ChatCompletionInputToolChoiceClassParam
        | ChatCompletionInputToolChoiceClass
        | str
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[ChatCompletionInputToolParam | ChatCompletionInputTool] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Stream[ChatCompletionStreamOutput]: ...

    @overload
    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionInputMessage],
        *,
        stream: bool = False,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_tokens: int | None = None,
        n: int | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        response_format: ChatCompletionInputResponseFormatTextParam
        | ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatJSONSchemaParam
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONObjectParam
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatOtherParam
        | ChatCompletionInputResponseFormatOther
        | None = None,
        seed: int | None = None,
        stop: Sequence[str] | str | None = None,
        stream_options: ChatCompletionInputStreamOptionsParam
        | ChatCompletionInputStreamOptions
        | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoiceEnum
        | ChatCompletionInputToolChoiceClassParam
        | ChatCompletionInputToolChoiceClass
        | str
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[ChatCompletionInputToolParam | ChatCompletionInputTool] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> ChatCompletionOutput | Stream[ChatCompletionStreamOutput]: ...

    def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionInputMessage],
        *,
        stream: bool = False,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float] | Sequence[float] | None = None,
        logprobs: bool | None = None,
        max_tokens: int | None = None,
        n: int | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        response_format: ChatCompletionInputResponseFormatTextParam
        | ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatJSONSchemaParam
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONObjectParam
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatOtherParam
        | ChatCompletionInputResponseFormatOther
        | None = None,
        seed: int | None = None,
        stop: Sequence[str] | str | None = None,
        stream_options: ChatCompletionInputStreamOptionsParam
        | ChatCompletionInputStreamOptions
        | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoiceEnum
        | ChatCompletionInputToolChoiceClassParam
        | ChatCompletionInputToolChoiceClass
        | str
        | None = None,
        tool_prompt: str | None = None,
        tools: Sequence[ChatCompletionInputToolParam | ChatCompletionInputTool] | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> ChatCompletionOutput | Stream[ChatCompletionStreamOutput]:
        """Write the next message of a conversation.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/chat-completion

        Args:
            messages: The conversation so far, oldest message first.
            stream: Return the answer piece by piece while it is generated.
            frequency_penalty: Penalty for tokens by how often they occurred, usually -2 to 2.
            logit_bias: Token id to bias, usually -100 to 100. A bare list of numbers is what the
                hub's schema says; servers take the object.
            logprobs: Return the log probabilities of the generated tokens.
            max_tokens: Largest number of tokens to generate. The server's choice by default.
            n: Number of answers to generate, 1 by default.
            presence_penalty: Penalty for tokens that occurred at all, usually -2 to 2.
            reasoning_effort: How long a reasoning model may think: `none`, `minimal`, `low`,
                `medium`, `high` or what the server knows.
            response_format: Form of the answer: text, any JSON object, or JSON that follows a
                schema.
            seed: Seed of the random draws, for repeatable answers.
            stop: Texts that end the answer, usually at most 4; they are not part of it.
            stream_options: Options of the stream.
            temperature: Sharpness of the distribution that tokens are drawn from, 0 to 2; 0 takes
                the most likely token.
            tool_choice: Whether tools are called: `auto` by the model's judgement, `none`,
                `required`, or the one that is named.
            tool_prompt: Text put before the description of the tools. Text-generation-inference
                takes it.
            tools: Functions that the model may call.
            top_logprobs: Number of most likely tokens to return at each place, 0 to 20. Needs
                `logprobs`.
            top_p: Draw from the smallest set of tokens whose probabilities add up to this.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request, for what a server takes and this method does
                not name.

        Returns:
            The completion.
            With `stream=True`, a stream of chunks.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.
            StreamError: From the iteration over a stream that fails or breaks off.

        Example:
            >>> from inferloom import InferenceClient
            >>> client = InferenceClient()
            >>> client.chat_completion([{"role": "user", "content": "What is the capital of
            ...     France?"}], max_tokens=20)
            ChatCompletionOutput(id='', object='chat.completion', created=1718000000, model='m',
            system_fingerprint='3.3-native', choices=[ChatCompletionOutputComplete(index=0,
            message=ChatCompletionOutputMessage(role='assistant', content='Paris.'),
            logprobs=None, finish_reason='stop')],
            usage=ChatCompletionOutputUsage(prompt_tokens=14, completion_tokens=2,
            total_tokens=16))
        """
        from .operations.chat_completion import chat_completion

        return self.send(
            chat_completion(
                messages,
                stream=stream,
                frequency_penalty=frequency_penalty,
                logit_bias=logit_bias,
                logprobs=logprobs,
                max_tokens=max_tokens,
                n=n,
                presence_penalty=presence_penalty,
                reasoning_effort=reasoning_effort,
                response_format=response_format,
                seed=seed,
                stop=stop,
                stream_options=stream_options,
                temperature=temperature,
                tool_choice=tool_choice,
                tool_prompt=tool_prompt,
                tools=tools,
                top_logprobs=top_logprobs,
                top_p=top_p,
                model=model,
                extra_body=extra_body,
            )
        )

    def feature_extraction(
        self,
        text: str | Sequence[str],
        *,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        truncation_direction: FeatureExtractionInputTruncationDirection | None = None,
        dimensions: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> NDArray[np.float32]:
        """Turn text into vectors (embeddings).

        Needs numpy: `pip install inferloom[numpy]`.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/feature-extraction

        Args:
            text: The text, or the texts, to embed.
            normalize: Scale each vector to length 1. The server's choice by default.
            prompt_name: Name of the prompt, of those in the model's configuration, to put before
                each text.
            truncate: Cut texts that are too long for the model, instead of refusing them. The
                server's choice by default.
            truncation_direction: The end at which texts are cut, `right` by default.
            dimensions: Length of the vectors, for models that can shorten them.
                Text-embeddings-inference takes it.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request, for what a server takes and this method does
                not name.

        Returns:
            A float32 array. One text gives shape `(dimensions,)`, a list of n texts `(n,
            dimensions)`. A model that does not pool answers with one vector for each token, and the
            array has one more axis before the last.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import InferenceClient
            >>> client = InferenceClient()
            >>> vectors = client.feature_extraction("Hello")
            >>> vectors.shape
            (3,)
        """
        from .operations.feature_extraction import feature_extraction

        return self.send(
            feature_extraction(
                text,
                normalize=normalize,
                prompt_name=prompt_name,
                truncate=truncate,
                truncation_direction=truncation_direction,
                dimensions=dimensions,
                model=model,
                extra_body=extra_body,
            )
        )

    def image_classification(
        self,
        image: MediaInput,
        *,
        function_to_apply: ImageClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[ImageClassificationOutputElement]:
        """Name what an image shows.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/image-classification

        Args:
            image: The image to classify. Bytes, a path, a URL, an open binary file, or what Pillow
                and numpy make: see `MediaInput`.
            function_to_apply: Function that turns the model's logits into scores. The model's own
                choice by default.
            top_k: Number of labels to return, best first. The server's choice by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The labels with their scores, best first.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import InferenceClient
            >>> client = InferenceClient()
            >>> client.image_classification("cat.png")
            [ImageClassificationOutputElement(label='tabby cat', score=0.9),
            ImageClassificationOutputElement(label='tiger cat', score=0.06)]
        """
        from .operations.image_classification import image_classification

        return self.send(
            image_classification(
                image,
                function_to_apply=function_to_apply,
                top_k=top_k,
                model=model,
                extra_body=extra_body,
            )
        )

    def sentence_similarity(
        self,
        sentence: str,
        other_sentences: Sequence[str],
        *,
        truncate: bool | None = None,
        truncation_direction: SentenceSimilarityTruncationDirection | None = None,
        prompt_name: str | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[float]:
        """Compare one sentence with others by their meaning.

        Wire format: https://huggingface.co/tasks/sentence-similarity

        Args:
            sentence: The sentence that the others are compared with.
            other_sentences: The sentences to compare, at least one.
            truncate: Cut sentences that are too long for the model, instead of refusing them.
            truncation_direction: The end at which sentences are cut.
            prompt_name: Name of the prompt, of those in the model's configuration, to put before
                each sentence.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            One similarity for each of `other_sentences`, in their order; cosine similarities, from
            -1 to 1, with most models.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import InferenceClient
            >>> client = InferenceClient()
            >>> client.sentence_similarity("Machine learning is easy.", ["Deep learning is
            ...     straightforward.", "This is hard.", "I like rain."])
            [0.78, 0.45, 0.03]
        """
        from .operations.sentence_similarity import sentence_similarity

        return self.send(
            sentence_similarity(
                sentence,
                other_sentences,
                truncate=truncate,
                truncation_direction=truncation_direction,
                prompt_name=prompt_name,
                model=model,
                extra_body=extra_body,
            )
        )

    def text_classification(
        self,
        text: str,
        *,
        function_to_apply: TextClassificationOutputTransform | None = None,
        top_k: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[TextClassificationOutputElement]:
        """Classify a text, for example by its sentiment.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/text-classification

        Args:
            text: The text to classify.
            function_to_apply: Function that turns the model's logits into scores. The model's own
                choice by default.
            top_k: Number of labels to return, best first. The server's choice by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The labels with their scores, best first.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import InferenceClient
            >>> client = InferenceClient()
            >>> client.text_classification("I like this very much.")
            [TextClassificationOutputElement(label='positive', score=0.98),
            TextClassificationOutputElement(label='negative', score=0.02)]
        """
        from .operations.text_classification import text_classification

        return self.send(
            text_classification(
                text,
                function_to_apply=function_to_apply,
                top_k=top_k,
                model=model,
                extra_body=extra_body,
            )
        )

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        details: Literal[False] = False,
        stream: Literal[False] = False,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> str: ...

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        details: Literal[True],
        stream: Literal[False] = False,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> TextGenerationOutput: ...

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        details: Literal[False] = False,
        stream: Literal[True],
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Stream[str]: ...

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        details: Literal[True],
        stream: Literal[True],
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Stream[TextGenerationStreamOutput]: ...

    @overload
    def text_generation(
        self,
        prompt: str,
        *,
        details: bool = False,
        stream: bool = False,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> str | TextGenerationOutput | Stream[str] | Stream[TextGenerationStreamOutput]: ...

    def text_generation(
        self,
        prompt: str,
        *,
        details: bool = False,
        stream: bool = False,
        adapter_id: str | None = None,
        best_of: int | None = None,
        decoder_input_details: bool | None = None,
        do_sample: bool | None = None,
        frequency_penalty: float | None = None,
        grammar: TextGenerationInputGrammarTypeParam | TextGenerationInputGrammarType | None = None,
        max_new_tokens: int | None = None,
        repetition_penalty: float | None = None,
        return_full_text: bool | None = None,
        seed: int | None = None,
        stop: Sequence[str] | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_n_tokens: int | None = None,
        top_p: float | None = None,
        truncate: int | None = None,
        typical_p: float | None = None,
        watermark: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> str | TextGenerationOutput | Stream[str] | Stream[TextGenerationStreamOutput]:
        """Continue a text.

        For models that answer messages, `chat_completion` is the better method.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/text-generation

        Args:
            prompt: The text to continue.
            details: Return tokens, their log probabilities and the reason of the end beside the
                text.
            stream: Return the text piece by piece while it is generated.
            adapter_id: LoRA adapter to use, of those that the server has loaded.
            best_of: Generate this many texts and return the most likely one.
            decoder_input_details: Return the prompt's tokens too, in `details.prefill`. Needs
                `details`.
            do_sample: Draw tokens at random; otherwise the most likely one is taken.
            frequency_penalty: Penalty for tokens by how often they occurred, -2 to 2.
            grammar: Grammar that the text has to follow.
            max_new_tokens: Largest number of tokens to generate. The server's choice by default.
            repetition_penalty: Penalty for tokens that occurred; 1 is none.
            return_full_text: Return the prompt before the generated text.
            seed: Seed of the random draws, for repeatable texts.
            stop: Texts that end the generation, usually at most 4.
            temperature: Sharpness of the distribution that tokens are drawn from; below 1 is
                sharper.
            top_k: Draw from the k most likely tokens only.
            top_n_tokens: Number of most likely tokens to return at each place. Needs `details`.
            top_p: Draw from the smallest set of tokens whose probabilities add up to this.
            truncate: Keep only this many last tokens of the prompt.
            typical_p: Draw from tokens about as surprising as the model expects, up to this
                probability mass.
            watermark: Mark the text as generated, by a pattern in the choice of tokens.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The generated text.
            With `details=True`, the text with its tokens and the reason of its end.
            With `stream=True`, a stream of the tokens' texts.
            With both, a stream of tokens with their details.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.
            StreamError: From the iteration over a stream that fails or breaks off.

        Example:
            >>> from inferloom import InferenceClient
            >>> client = InferenceClient()
            >>> client.text_generation("The huggingface_hub library is ", max_new_tokens=12)
            '100% open source'
        """
        from .operations.text_generation import text_generation

        return self.send(
            text_generation(
                prompt,
                details=details,
                stream=stream,
                adapter_id=adapter_id,
                best_of=best_of,
                decoder_input_details=decoder_input_details,
                do_sample=do_sample,
                frequency_penalty=frequency_penalty,
                grammar=grammar,
                max_new_tokens=max_new_tokens,
                repetition_penalty=repetition_penalty,
                return_full_text=return_full_text,
                seed=seed,
                stop=stop,
                temperature=temperature,
                top_k=top_k,
                top_n_tokens=top_n_tokens,
                top_p=top_p,
                truncate=truncate,
                typical_p=typical_p,
                watermark=watermark,
                model=model,
                extra_body=extra_body,
            )
        )

    def text_to_speech(
        self,
        text: str,
        *,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
        max_new_tokens: int | None = None,
        min_length: int | None = None,
        min_new_tokens: int | None = None,
        do_sample: bool | None = None,
        early_stopping: EarlyStopping | None = None,
        num_beams: int | None = None,
        num_beam_groups: int | None = None,
        penalty_alpha: float | None = None,
        use_cache: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Audio:
        """Speak a text.

        Wire format: https://huggingface.co/tasks/text-to-speech

        Args:
            text: The text to speak.
            temperature: Sharpness of the distribution that tokens are drawn from; below 1 is
                sharper.
            top_k: Draw from the k most likely tokens only.
            top_p: Draw from the smallest set of tokens whose probabilities add up to this, 0 to 1.
            typical_p: Draw from tokens about as surprising as the model expects, up to this
                probability mass, 0 to 1.
            epsilon_cutoff: Drop tokens whose probability is below this.
            eta_cutoff: Drop tokens below a bound that follows the entropy of the distribution.
            max_length: Largest number of tokens, prompt included. `max_new_tokens` goes before it.
            max_new_tokens: Largest number of tokens to generate.
            min_length: Smallest number of tokens, prompt included.
            min_new_tokens: Smallest number of tokens to generate.
            do_sample: Draw tokens at random; otherwise the most likely one is taken.
            early_stopping: When a beam search ends: `True` as soon as there are enough candidates,
                `False` by a heuristic, `"never"` when no better one is possible.
            num_beams: Number of beams of a beam search; 1 is none.
            num_beam_groups: Number of groups that the beams are split into, so that they differ
                more.
            penalty_alpha: Weight of the penalty for repetition in contrastive search.
            use_cache: Keep the attention states of earlier tokens, for speed.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The sound, as bytes in the format that the server chose, with `.content_type` and
            `.save(path)`. A server that answers with bare samples gives a 16-bit WAV.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import InferenceClient
            >>> client = InferenceClient()
            >>> audio = client.text_to_speech("Hello")
            >>> audio.save("speech.flac")
        """
        from .operations.text_to_speech import text_to_speech

        return self.send(
            text_to_speech(
                text,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
                typical_p=typical_p,
                epsilon_cutoff=epsilon_cutoff,
                eta_cutoff=eta_cutoff,
                max_length=max_length,
                max_new_tokens=max_new_tokens,
                min_length=min_length,
                min_new_tokens=min_new_tokens,
                do_sample=do_sample,
                early_stopping=early_stopping,
                num_beams=num_beams,
                num_beam_groups=num_beam_groups,
                penalty_alpha=penalty_alpha,
                use_cache=use_cache,
                model=model,
                extra_body=extra_body,
            )
        )


class Chat:
    """Methods under the names that the openai client has: `chat`."""

    def __init__(self, client: InferenceClient) -> None:
        self.completions = ChatCompletions(client)


class ChatCompletions:
    """Methods under the names that the openai client has: `chat.completions`."""

    def __init__(self, client: InferenceClient) -> None:
        self.create = client.chat_completion
