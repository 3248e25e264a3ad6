# Generated from specs/
# spec sha256:0422c60036d8. Do not edit: change the spec, then run
# `make generate`.
"""The async client."""

from __future__ import annotations

from .client_base.aio import AsyncClient
from .compat.renamed_arguments import renamed
from .secret_texts import Unshown

TYPE_CHECKING: bool = False  # `typing` takes long to load: docs/design/start_up.md
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from ssl import SSLContext
    from typing import Any, Literal, overload

    import numpy as np
    from numpy.typing import NDArray

    from .calls.job import Job
    from .limits import Limits, Timeout, Wait
    from .media.files import MediaInput
    from .media.policy import MediaPolicy
    from .models.drawing import Detections, Segments
    from .models.media import Audio, Picture, Video
    from .models.structured import JsonSchema
    from .models.typed import AnswerT
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
    from .params.image_text_to_image import ImageTextToImageTargetSizeParam
    from .params.image_text_to_video import ImageTextToVideoTargetSizeParam
    from .params.image_to_image import ImageToImageTargetSizeParam
    from .params.image_to_video import ImageToVideoTargetSizeParam
    from .params.text_generation import TextGenerationInputGrammarTypeParam
    from .policy.services import ModelProvider, ModelStatus
    from .providers import ProviderName
    from .streams.aio.lines import AsyncLineStream
    from .streams.aio.stream import AsyncStream
    from .transport.engine import AsyncHttpClient
    from .types.audio_classification import (
        AudioClassificationOutputElement,
        AudioClassificationOutputTransform,
    )
    from .types.audio_to_audio import AudioToAudioOutputElement
    from .types.automatic_speech_recognition import (
        AutomaticSpeechRecognitionOutput,
        AutomaticSpeechRecognitionResponseFormat,
    )
    from .types.chat_completion import (
        ChatCompletionInputResponseFormatJSONObject,
        ChatCompletionInputResponseFormatJSONSchema,
        ChatCompletionInputResponseFormatOther,
        ChatCompletionInputResponseFormatText,
        ChatCompletionInputStreamOptions,
        ChatCompletionInputTool,
        ChatCompletionInputToolChoiceClass,
        ChatCompletionInputToolChoiceEnum,
        ChatCompletionMessage,
        ChatCompletionOutput,
        ChatCompletionStreamOutput,
    )
    from .types.common import EarlyStopping
    from .types.create_embeddings import CreateEmbeddingsEncodingFormat, CreateEmbeddingsOutput
    from .types.depth_estimation import DepthEstimationOutput
    from .types.document_question_answering import DocumentQuestionAnsweringOutputElement
    from .types.feature_extraction import (
        FeatureExtractionInputEncodingFormat,
        FeatureExtractionInputTruncationDirection,
    )
    from .types.fill_mask import FillMaskOutputElement
    from .types.image_classification import (
        ImageClassificationOutputElement,
        ImageClassificationOutputTransform,
    )
    from .types.image_segmentation import ImageSegmentationOutputElement, ImageSegmentationSubtask
    from .types.image_text_to_image import ImageTextToImageTargetSize
    from .types.image_text_to_video import ImageTextToVideoTargetSize
    from .types.image_to_image import ImageToImageTargetSize
    from .types.image_to_text import ImageToTextOutput
    from .types.image_to_video import ImageToVideoTargetSize
    from .types.list_models import ModelCard
    from .types.object_detection import ObjectDetectionOutputElement
    from .types.question_answering import QuestionAnsweringOutputElement
    from .types.rerank import RerankOutputElement
    from .types.sentence_similarity import SentenceSimilarityTruncationDirection
    from .types.summarization import SummarizationOutput, SummarizationTruncationStrategy
    from .types.table_question_answering import Padding, TableQuestionAnsweringOutputElement
    from .types.text_classification import (
        TextClassificationOutputElement,
        TextClassificationOutputTransform,
    )
    from .types.text_generation import (
        TextGenerationInputGrammarType,
        TextGenerationOutput,
        TextGenerationStreamOutput,
    )
    from .types.token_classification import (
        TokenClassificationAggregationStrategy,
        TokenClassificationOutputElement,
    )
    from .types.tokenize import TokenizeOutputToken
    from .types.translation import TranslationOutput, TranslationTruncationStrategy
    from .types.video_classification import (
        VideoClassificationOutputElement,
        VideoClassificationOutputTransform,
    )
    from .types.visual_question_answering import VisualQuestionAnsweringOutputElement
    from .types.zero_shot_classification import ZeroShotClassificationOutputElement
    from .types.zero_shot_image_classification import ZeroShotImageClassificationOutputElement
    from .types.zero_shot_object_detection import ZeroShotObjectDetectionOutputElement

__all__ = ["AsyncInferenceClient"]


class AsyncInferenceClient(AsyncClient):
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
        trust_env: bool = False,
        provider: ProviderName | None = None,
        bill_to: str | None = None,
        base_url: str | None = None,
        api_key: str | None = None,
        max_retries: int = 2,
        retry_timeouts: bool = False,
        on_wait: Callable[[Wait], None] | None = None,
        limits: Limits | None = None,
        media_policy: MediaPolicy | Literal["trusted", "untrusted"] | None = None,
        engine: Literal["native", "httpx", "httpx2"] | None = None,
        http_client: AsyncHttpClient | None = None,
        ssl_context: SSLContext | None = None,
        unix_socket: str | None = None,
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
            provider: Who serves the calls: the name of a provider, or `auto` for the first that the
                hub lists for the model and the task. A Hugging Face token (`hf_...`) goes through
                the hub's router, any other key to that provider alone. None takes the hosted
                service and, where that does not serve a model, the first provider that the hub
                lists; chat goes to the router, which chooses. Not together with an address. See
                docs/providers.md.
            bill_to: Organisation, or id of a resource group, that calls by way of the hub's router
                are charged to.
            base_url: URL of a server. Chat is posted to `/chat/completions` below it, after `/v1`
                unless it ends in a version; other tasks are posted to it as it is. In it `{model}`,
                `{task}` and `{path}` stand for the ids and the route's path; see docs/addresses.md.
                Not together with `model`: `with_options(model=...)` gives it a default model.
            api_key: The same as `token`, as the openai client names it.
            max_retries: How often a failed request is sent again (408, 409, 425, 429, 5xx but 501
                and 505, lost connections). Waiting for a loading model does not count. 2 by
                default.
            retry_timeouts: Whether a request that was sent and not answered in the idle time is
                sent again. The server may be at work on it, and may charge for both. False by
                default.
            on_wait: Function that is called before each wait for a model that is being loaded, or
                for a job at a provider, with a `Wait`.
            limits: Numbers and sizes that the client accepts; see `Limits`.
            media_policy: What images, audio and video may be. `"untrusted"` is for strings that
                come from strangers: they are never paths, and URLs are https at public addresses;
                50 MB and 50 megapixels at most. See `MediaPolicy`. None is `"trusted"`: anything.
            engine: What sends the requests: sockets of our own, or a library. None takes `native`,
                or the library that something in this process has wrapped; see docs/engines.md.
            http_client: Client of httpx or httpx2 to send through, with its proxies, TLS, hooks and
                authentication; an `AsyncClient` for the async client. It is not closed. Not
                together with `engine`, `proxies`, `ssl_context`, `unix_socket` or an untrusted
                `media_policy`.
            ssl_context: Settings of TLS, for certificate authorities of your own or a client
                certificate. None takes those of the engine. A pickled client is without it.
            unix_socket: Path of the Unix socket that the server at `base_url` is reached by.

        Raises:
            ArgumentError: If two arguments exclude each other or one has no sense.
            TokenNotFoundError: If `token=True` and there is no token.
        """
        arguments = Unshown(
            model=model,
            token=token,
            timeout=timeout,
            headers=headers,
            cookies=cookies,
            proxies=proxies,
            trust_env=trust_env,
            provider=provider,
            bill_to=bill_to,
            base_url=base_url,
            api_key=api_key,
            max_retries=max_retries,
            retry_timeouts=retry_timeouts,
            on_wait=on_wait,
            limits=limits,
            media_policy=media_policy,
            engine=engine,
            http_client=http_client,
            ssl_context=ssl_context,
            unix_socket=unix_socket,
        )
        del (
            model,
            token,
            timeout,
            headers,
            cookies,
            proxies,
            trust_env,
            provider,
            bill_to,
            base_url,
            api_key,
            max_retries,
            retry_timeouts,
            on_wait,
            limits,
            media_policy,
            engine,
            http_client,
            ssl_context,
            unix_socket,
        )  # a traceback may show the locals
        self._configure(arguments)

    @property
    def chat(self) -> AsyncChat:
        """Methods under the names that the openai client has: `chat`."""
        return AsyncChat(self)

    @property
    def embeddings(self) -> AsyncEmbeddings:
        """Methods under the names that the openai client has: `embeddings`."""
        return AsyncEmbeddings(self)

    @property
    def models(self) -> AsyncModels:
        """Methods under the names that the openai client has: `models`."""
        return AsyncModels(self)

    async def audio_classification(
        self,
        audio: MediaInput,
        *,
        top_k: int | None = None,
        function_to_apply: AudioClassificationOutputTransform | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[AudioClassificationOutputElement]:
        """Name what is heard in a recording.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/audio-classification

        Args:
            audio: The recording to classify. Bytes, a path, a URL, an open binary file, or what
                Pillow and numpy make: see `MediaInput`.
            top_k: Number of labels to return, best first. The server's choice by default.
            function_to_apply: Function that turns the model's logits into scores. The model's own
                choice by default.
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.audio_classification("speech.flac")
            [AudioClassificationOutputElement(label='happy', score=0.8),
             AudioClassificationOutputElement(label='neutral', score=0.15)]
        """
        from .operations.audio_classification import audio_classification

        return await self.send(
            audio_classification(
                audio,
                top_k=top_k,
                function_to_apply=function_to_apply,
                model=model,
                extra_body=extra_body,
            )
        )

    async def audio_to_audio(
        self,
        audio: MediaInput,
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[AudioToAudioOutputElement]:
        """Transform a recording: remove its noise, or separate its speakers.

        Some servers take the bare file only, and refuse a request with `extra_body`.

        Wire format: https://huggingface.co/tasks/audio-to-audio

        Args:
            audio: The recording to transform. Bytes, a path, a URL, an open binary file, or what
                Pillow and numpy make: see `MediaInput`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The new recordings: one for each speaker or other source if the model separates them,
            else one.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.audio_to_audio("speech.flac")
            [AudioToAudioOutputElement(blob=Audio(audio/wav, 52 bytes), content_type='audio/wav',
                label='label_0')]
        """
        from .operations.audio_to_audio import audio_to_audio

        return await self.send(audio_to_audio(audio, model=model, extra_body=extra_body))

    async def automatic_speech_recognition(
        self,
        audio: MediaInput,
        *,
        return_timestamps: bool | Literal["word", "char"] | None = None,
        language: str | None = None,
        prompt: str | None = None,
        response_format: AutomaticSpeechRecognitionResponseFormat | None = None,
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
        api: Literal["openai"] | None = None,
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
            language: Language that is spoken, as a code such as `en`. The model finds out by
                default. Only with `api="openai"`.
            prompt: Text that the recording goes on from, or words that are likely in it, for their
                spelling. Only with `api="openai"`.
            response_format: What the server answers with: `json` for the text, `verbose_json` for
                its segments and language too, `text`, or subtitles as `srt` or `vtt`, which are
                then the `text` of the result. The server's choice by default, which is `json`. Only
                with `api="openai"`.
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
            api: Wire format to use instead of the operation's own. `"openai"`: A multipart form to
                `/v1/audio/transcriptions`, as vLLM, transformers and faster-whisper servers have
                it.
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.automatic_speech_recognition("speech.flac")
            AutomaticSpeechRecognitionOutput(text='hello world')
        """
        from .operations.automatic_speech_recognition import automatic_speech_recognition

        return await self.send(
            automatic_speech_recognition(
                audio,
                return_timestamps=return_timestamps,
                language=language,
                prompt=prompt,
                response_format=response_format,
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
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    if TYPE_CHECKING:

        @overload
        async def chat_completion(
            self,
            messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionMessage],
            *,
            stream: Literal[False] = False,
            response_format: ChatCompletionInputResponseFormatTextParam
            | ChatCompletionInputResponseFormatText
            | ChatCompletionInputResponseFormatJSONSchemaParam
            | ChatCompletionInputResponseFormatJSONSchema
            | ChatCompletionInputResponseFormatJSONObjectParam
            | ChatCompletionInputResponseFormatJSONObject
            | ChatCompletionInputResponseFormatOtherParam
            | ChatCompletionInputResponseFormatOther
            | Mapping[str, object]
            | JsonSchema[AnswerT]
            | type[AnswerT]
            | None = None,
            tools: Sequence[
                ChatCompletionInputToolParam
                | ChatCompletionInputTool
                | Mapping[str, object]
                | Callable[..., object]
            ]
            | None = None,
            frequency_penalty: float | None = None,
            logit_bias: Mapping[str, float | bool]
            | Sequence[float | Sequence[str | float | bool]]
            | None = None,
            logprobs: bool | None = None,
            max_tokens: int | None = None,
            n: int | None = None,
            presence_penalty: float | None = None,
            reasoning_effort: str | None = None,
            seed: int | None = None,
            stop: Sequence[str] | str | None = None,
            stream_options: ChatCompletionInputStreamOptionsParam
            | ChatCompletionInputStreamOptions
            | Mapping[str, object]
            | None = None,
            temperature: float | None = None,
            tool_choice: ChatCompletionInputToolChoiceEnum
            | ChatCompletionInputToolChoiceClassParam
            | ChatCompletionInputToolChoiceClass
            | str
            | Mapping[str, object]
            | None = None,
            tool_prompt: str | None = None,
            top_logprobs: int | None = None,
            top_p: float | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> ChatCompletionOutput[AnswerT]: ...

        @overload
        async def chat_completion(
            self,
            messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionMessage],
            *,
            stream: Literal[True],
            response_format: ChatCompletionInputResponseFormatTextParam
            | ChatCompletionInputResponseFormatText
            | ChatCompletionInputResponseFormatJSONSchemaParam
            | ChatCompletionInputResponseFormatJSONSchema
            | ChatCompletionInputResponseFormatJSONObjectParam
            | ChatCompletionInputResponseFormatJSONObject
            | ChatCompletionInputResponseFormatOtherParam
            | ChatCompletionInputResponseFormatOther
            | Mapping[str, object]
            | JsonSchema[AnswerT]
            | type[AnswerT]
            | None = None,
            tools: Sequence[
                ChatCompletionInputToolParam
                | ChatCompletionInputTool
                | Mapping[str, object]
                | Callable[..., object]
            ]
            | None = None,
            frequency_penalty: float | None = None,
            logit_bias: Mapping[str, float | bool]
            | Sequence[float | Sequence[str | float | bool]]
            | None = None,
            logprobs: bool | None = None,
            max_tokens: int | None = None,
            n: int | None = None,
            presence_penalty: float | None = None,
            reasoning_effort: str | None = None,
            seed: int | None = None,
            stop: Sequence[str] | str | None = None,
            stream_options: ChatCompletionInputStreamOptionsParam
            | ChatCompletionInputStreamOptions
            | Mapping[str, object]
            | None = None,
            temperature: float | None = None,
            tool_choice: ChatCompletionInputToolChoiceEnum
            | ChatCompletionInputToolChoiceClassParam
            | ChatCompletionInputToolChoiceClass
            | str
            | Mapping[str, object]
            | None = None,
            tool_prompt: str | None = None,
            top_logprobs: int | None = None,
            top_p: float | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput[AnswerT]]: ...

        @overload
        async def chat_completion(
            self,
            messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionMessage],
            *,
            stream: bool = False,
            response_format: ChatCompletionInputResponseFormatTextParam
            | ChatCompletionInputResponseFormatText
            | ChatCompletionInputResponseFormatJSONSchemaParam
            | ChatCompletionInputResponseFormatJSONSchema
            | ChatCompletionInputResponseFormatJSONObjectParam
            | ChatCompletionInputResponseFormatJSONObject
            | ChatCompletionInputResponseFormatOtherParam
            | ChatCompletionInputResponseFormatOther
            | Mapping[str, object]
            | JsonSchema[AnswerT]
            | type[AnswerT]
            | None = None,
            tools: Sequence[
                ChatCompletionInputToolParam
                | ChatCompletionInputTool
                | Mapping[str, object]
                | Callable[..., object]
            ]
            | None = None,
            frequency_penalty: float | None = None,
            logit_bias: Mapping[str, float | bool]
            | Sequence[float | Sequence[str | float | bool]]
            | None = None,
            logprobs: bool | None = None,
            max_tokens: int | None = None,
            n: int | None = None,
            presence_penalty: float | None = None,
            reasoning_effort: str | None = None,
            seed: int | None = None,
            stop: Sequence[str] | str | None = None,
            stream_options: ChatCompletionInputStreamOptionsParam
            | ChatCompletionInputStreamOptions
            | Mapping[str, object]
            | None = None,
            temperature: float | None = None,
            tool_choice: ChatCompletionInputToolChoiceEnum
            | ChatCompletionInputToolChoiceClassParam
            | ChatCompletionInputToolChoiceClass
            | str
            | Mapping[str, object]
            | None = None,
            tool_prompt: str | None = None,
            top_logprobs: int | None = None,
            top_p: float | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> (
            ChatCompletionOutput[AnswerT]
            | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput[AnswerT]]
        ): ...

    async def chat_completion(
        self,
        messages: Sequence[ChatCompletionInputMessageParam | ChatCompletionMessage],
        *,
        stream: bool = False,
        response_format: ChatCompletionInputResponseFormatTextParam
        | ChatCompletionInputResponseFormatText
        | ChatCompletionInputResponseFormatJSONSchemaParam
        | ChatCompletionInputResponseFormatJSONSchema
        | ChatCompletionInputResponseFormatJSONObjectParam
        | ChatCompletionInputResponseFormatJSONObject
        | ChatCompletionInputResponseFormatOtherParam
        | ChatCompletionInputResponseFormatOther
        | Mapping[str, object]
        | JsonSchema[AnswerT]
        | type[AnswerT]
        | None = None,
        tools: Sequence[
            ChatCompletionInputToolParam
            | ChatCompletionInputTool
            | Mapping[str, object]
            | Callable[..., object]
        ]
        | None = None,
        frequency_penalty: float | None = None,
        logit_bias: Mapping[str, float | bool]
        | Sequence[float | Sequence[str | float | bool]]
        | None = None,
        logprobs: bool | None = None,
        max_tokens: int | None = None,
        n: int | None = None,
        presence_penalty: float | None = None,
        reasoning_effort: str | None = None,
        seed: int | None = None,
        stop: Sequence[str] | str | None = None,
        stream_options: ChatCompletionInputStreamOptionsParam
        | ChatCompletionInputStreamOptions
        | Mapping[str, object]
        | None = None,
        temperature: float | None = None,
        tool_choice: ChatCompletionInputToolChoiceEnum
        | ChatCompletionInputToolChoiceClassParam
        | ChatCompletionInputToolChoiceClass
        | str
        | Mapping[str, object]
        | None = None,
        tool_prompt: str | None = None,
        top_logprobs: int | None = None,
        top_p: float | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> (
        ChatCompletionOutput[AnswerT]
        | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput[AnswerT]]
    ):
        """Write the next message of a conversation.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/chat-completion

        Args:
            messages: The conversation so far, oldest message first: dicts,
                `ChatCompletionInputMessage`s, and the messages of answers as they came. To have a
                type checker look at the members of dicts, annotate the list as
                `list[ChatCompletionInputMessageParam]`; a list for all of them is a
                `list[ChatCompletionMessage]`.
            stream: Return the answer piece by piece while it is generated.
            response_format: Form of the answer: text, any JSON object, or JSON that follows a
                schema. A Python type (pydantic model, dataclass, TypedDict) is sent as its JSON
                Schema, and the result's `.parsed` is an instance of it; see `JsonSchema`.
            tools: Functions that the model may call. A function with annotations, or a type of its
                arguments, is sent as its JSON Schema, and `.parsed` of a call's function has the
                arguments.
            frequency_penalty: Penalty for tokens by how often they occurred, usually -2 to 2.
            logit_bias: Token id to bias, usually -100 to 100. Llama.cpp also takes a list of pairs,
                and `False` for a token that must not come; a bare list of numbers is what the hub's
                schema says.
            logprobs: Return the log probabilities of the generated tokens.
            max_tokens: Largest number of tokens to generate. The server's choice by default; -1 is
                no limit for llama.cpp and LM Studio.
            n: Number of answers to generate, 1 by default.
            presence_penalty: Penalty for tokens that occurred at all, usually -2 to 2.
            reasoning_effort: How long a reasoning model may think: `none`, `minimal`, `low`,
                `medium`, `high` or what the server knows.
            seed: Seed of the random draws, for repeatable answers.
            stop: Texts that end the answer, usually at most 4; they are not part of it.
            stream_options: Options of the stream.
            temperature: Sharpness of the distribution that tokens are drawn from, usually 0 to 2; 0
                takes the most likely token.
            tool_choice: Whether tools are called: `auto` by the model's judgement, `none`,
                `required`, or the one that is named.
            tool_prompt: Text put before the description of the tools. Text-generation-inference
                takes it.
            top_logprobs: Number of most likely tokens to return at each place, 0 to 20 for most
                servers; -1 is all of them for vLLM. Needs `logprobs`.
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.chat_completion(
            ...     [{"role": "user", "content": "What is the capital of France?"}], max_tokens=20
            ... )
            ChatCompletionOutput(id='', object='chat.completion', created=1718000000, model='m',
                choices=[ChatCompletionOutputComplete(index=0,
                message=ChatCompletionOutputMessage(role='assistant', content='Paris.'),
                finish_reason='stop', logprobs=None)],
                usage=ChatCompletionOutputUsage(prompt_tokens=14, completion_tokens=2,
                total_tokens=16), system_fingerprint='3.3-native')
        """
        from .operations.chat_completion import chat_completion

        return await self.send(
            chat_completion(
                messages,
                stream=stream,
                response_format=response_format,
                tools=tools,
                frequency_penalty=frequency_penalty,
                logit_bias=logit_bias,
                logprobs=logprobs,
                max_tokens=max_tokens,
                n=n,
                presence_penalty=presence_penalty,
                reasoning_effort=reasoning_effort,
                seed=seed,
                stop=stop,
                stream_options=stream_options,
                temperature=temperature,
                tool_choice=tool_choice,
                tool_prompt=tool_prompt,
                top_logprobs=top_logprobs,
                top_p=top_p,
                model=model,
                extra_body=extra_body,
            )
        )

    async def create_embeddings(
        self,
        input: str | Sequence[str] | Sequence[int] | Sequence[Sequence[int]],
        *,
        dimensions: int | None = None,
        encoding_format: CreateEmbeddingsEncodingFormat | None = None,
        user: str | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> CreateEmbeddingsOutput:
        """Turn text into vectors, on a server that speaks OpenAI's API.

        TEI, vLLM and llama.cpp have it. It needs no numpy, and the vectors travel as base64.

        Wire format: https://platform.openai.com/docs/api-reference/embeddings

        Args:
            input: The text or texts to embed, or their tokens.
            dimensions: Length of the vectors, for models that can shorten them.
            encoding_format: How the vectors travel: `base64` by default, which is smaller and
                faster, or `float`. The result is the same.
            user: Id of the end user, which some servers log.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request, for what a server takes and this method does
                not name.

        Returns:
            The embeddings; `.data[0].embedding` is the first vector.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.create_embeddings("Hello")
            CreateEmbeddingsOutput(object='list', data=[Embedding(object='embedding', index=0,
                embedding=Vector([0.5, -0.25, 1], 3 dimensions))], model='m',
                usage=EmbeddingsUsage(prompt_tokens=3, total_tokens=3))
        """
        from .operations.create_embeddings import create_embeddings

        return await self.send(
            create_embeddings(
                input,
                dimensions=dimensions,
                encoding_format=encoding_format,
                user=user,
                model=model,
                extra_body=extra_body,
            )
        )

    async def depth_estimation(
        self,
        image: MediaInput,
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> DepthEstimationOutput:
        """Estimate how far away the points of an image are.

        Wire format: https://huggingface.co/tasks/depth-estimation

        Args:
            image: The image to estimate depths in. Bytes, a path, a URL, an open binary file, or
                what Pillow and numpy make: see `MediaInput`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The depths as an image, as numbers, or as both.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.depth_estimation("cat.png")
            DepthEstimationOutput(depth=<PIL.Image.Image>, predicted_depth=[[2.5, 0.5]])
        """
        from .operations.depth_estimation import depth_estimation

        return await self.send(depth_estimation(image, model=model, extra_body=extra_body))

    async def detokenize(
        self,
        ids: Sequence[int],
        *,
        skip_special_tokens: bool | None = None,
        api: Literal["llama.cpp", "vllm", "tei"] = "llama.cpp",
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> str:
        """Join tokens to a text.

        Wire format: https://github.com/ggml-org/llama.cpp/tree/master/tools/server

        Args:
            ids: Numbers of the tokens, in order.
            skip_special_tokens: Leave special tokens out of the text. The server's choice by
                default.
            api: Wire format of the server, "llama.cpp" by default. `"llama.cpp"`: The server of
                llama.cpp, on `/detokenize`. `"vllm"`: vLLM, on `/detokenize`. `"tei"`:
                Text-embeddings-inference, on `/decode`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request, for what a server takes and this method does
                not name.

        Returns:
            The text.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.detokenize([1, 2])
            'Hi'
        """
        from .operations.detokenize import detokenize

        return await self.send(
            detokenize(
                ids,
                skip_special_tokens=skip_special_tokens,
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    async def document_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        lang: str | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        word_boxes: Sequence[str | Sequence[float] | Sequence[str | Sequence[float]]] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[DocumentQuestionAnsweringOutputElement]:
        """Answer a question about a document, from an image of its page.

        Wire format: https://huggingface.co/tasks/document-question-answering

        Args:
            image: Image of the document's page. Bytes, a path, a URL, an open binary file, or what
                Pillow and numpy make: see `MediaInput`.
            question: The question.
            doc_stride: Number of tokens that two pieces share, when the page has too many words for
                the model and is split. 128 by default.
            handle_impossible_answer: Let "there is no answer" be one of the answers. False by
                default.
            lang: Language of the page, for reading its words, such as `eng` or `fra`. English by
                default.
            max_answer_len: Longest answer, in tokens. 15 by default.
            max_question_len: Longest question, in tokens; the rest is cut off. 64 by default.
            max_seq_len: Longest piece of the page that the model reads at once, in tokens, the
                question included. 384 by default.
            top_k: Number of answers to return, best first. 1 by default.
            word_boxes: The page's words and where they are, if you have read them already: `[word,
                [xmin, ymin, xmax, ymax]]` for each, from 0 to 1000 across the page. The server
                reads them by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The answers, best first; one unless `top_k` asked for more.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.document_question_answering("cat.png", "What is the invoice number?")
            [DocumentQuestionAnsweringOutputElement(answer='us-001', score=0.9, start=16, end=16)]
        """
        from .operations.document_question_answering import document_question_answering

        return await self.send(
            document_question_answering(
                image,
                question,
                doc_stride=doc_stride,
                handle_impossible_answer=handle_impossible_answer,
                lang=lang,
                max_answer_len=max_answer_len,
                max_question_len=max_question_len,
                max_seq_len=max_seq_len,
                top_k=top_k,
                word_boxes=word_boxes,
                model=model,
                extra_body=extra_body,
            )
        )

    async def feature_extraction(
        self,
        text: str | Sequence[str],
        *,
        normalize: bool | None = None,
        prompt_name: str | None = None,
        truncate: bool | None = None,
        truncation_direction: FeatureExtractionInputTruncationDirection | None = None,
        dimensions: int | None = None,
        encoding_format: FeatureExtractionInputEncodingFormat | None = None,
        api: Literal["openai"] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> NDArray[np.float32]:
        """Turn text into vectors (embeddings).

        Needs numpy: `pip install numpy`.

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
            encoding_format: How the vectors travel: as numbers, or as base64 text, which is
                shorter. The array is the same. The server's choice by default.
            api: Wire format to use instead of the operation's own. `"openai"`: `/v1/embeddings`, as
                vLLM, TEI, llama.cpp, Ollama and most providers have it. Vectors that come as base64
                text are decoded, and stand in the order of the texts.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request, for what a server takes and this method does
                not name.

        Returns:
            A float32 array of the shape that the server sent: `(n, dimensions)` for a list of n
            texts, `(dimensions,)` or, as the hosted service sends it, `(1, dimensions)` for one
            text. A model that does not pool answers with one vector for each token, and the array
            has one more axis before the last.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> vectors = await client.feature_extraction("Hello")
            >>> vectors.shape
            (1, 3)
        """
        from .operations.feature_extraction import feature_extraction

        return await self.send(
            feature_extraction(
                text,
                normalize=normalize,
                prompt_name=prompt_name,
                truncate=truncate,
                truncation_direction=truncation_direction,
                dimensions=dimensions,
                encoding_format=encoding_format,
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    async def fill_mask(
        self,
        text: str,
        *,
        targets: Sequence[str] | str | None = None,
        top_k: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[FillMaskOutputElement]:
        """Find the word that is masked in a text.

        With several masks the result holds the words for the first, then those for the next;
        `mask_index` tells them apart.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/fill-mask

        Args:
            text: The text, with the model's mask token, such as `[MASK]` or `<mask>`, in place of
                one word.
            targets: Words to choose from. The whole vocabulary by default; of a word that is not in
                it, the first token counts.
            top_k: Number of words to return, best first. 5 by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The words that fit, best first.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.fill_mask("Paris is the [MASK] of France.")
            [FillMaskOutputElement(sequence='paris is the capital of france.', score=0.99,
                token=3007, token_str='capital'),
             FillMaskOutputElement(sequence='paris is the center of france.', score=0.001,
                 token=2415, token_str='center')]
        """
        from .operations.fill_mask import fill_mask

        return await self.send(
            fill_mask(text, targets=targets, top_k=top_k, model=model, extra_body=extra_body)
        )

    async def image_classification(
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.image_classification("cat.png")
            [ImageClassificationOutputElement(label='tabby cat', score=0.9),
             ImageClassificationOutputElement(label='tiger cat', score=0.06)]
        """
        from .operations.image_classification import image_classification

        return await self.send(
            image_classification(
                image,
                function_to_apply=function_to_apply,
                top_k=top_k,
                model=model,
                extra_body=extra_body,
            )
        )

    async def image_segmentation(
        self,
        image: MediaInput,
        *,
        mask_threshold: float | None = None,
        overlap_mask_area_threshold: float | None = None,
        subtask: ImageSegmentationSubtask | None = None,
        threshold: float | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Segments[ImageSegmentationOutputElement]:
        """Divide an image into parts, with a mask for each.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/image-segmentation

        Args:
            image: The image to divide. Bytes, a path, a URL, an open binary file, or what Pillow
                and numpy make: see `MediaInput`.
            mask_threshold: Probability from which a pixel belongs to a mask, 0 to 1. The server's
                choice by default.
            overlap_mask_area_threshold: Drop masks of which a smaller share than this, 0 to 1, is
                left where they do not overlap with others. The server's choice by default.
            subtask: What to find: `instance` for single objects, `semantic` for kinds of things,
                `panoptic` for both. By default the first of `panoptic`, `instance` and `semantic`
                that the model can do.
            threshold: Lowest score of a mask to return, 0 to 1. The server's choice by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The parts, each with its mask.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.image_segmentation("cat.png")
            [ImageSegmentationOutputElement(label='cat', mask=<PIL.Image.Image>, score=0.99)]
        """
        from .operations.image_segmentation import image_segmentation

        return await self.send(
            image_segmentation(
                image,
                mask_threshold=mask_threshold,
                overlap_mask_area_threshold=overlap_mask_area_threshold,
                subtask=subtask,
                threshold=threshold,
                model=model,
                extra_body=extra_body,
            )
        )

    async def image_text_to_image(
        self,
        image: MediaInput | None = None,
        *,
        prompt: str | None = None,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        guidance_scale: float | None = None,
        seed: int | None = None,
        target_size: ImageTextToImageTargetSizeParam
        | ImageTextToImageTargetSize
        | Mapping[str, object]
        | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Picture:
        """Make an image from an image, a text, or both.

        At least one of `image` and `prompt` must be given.

        Wire format:
        https://github.com/huggingface/huggingface.js/tree/main/packages/tasks/src/tasks/image-text-to-image/spec

        Args:
            image: The image to begin with. May be left out if there is a `prompt`. Bytes, a path, a
                URL, an open binary file, or what Pillow and numpy make: see `MediaInput`.
            prompt: Text that says what the image should show. May be left out if there is an
                `image`.
            negative_prompt: What the image should not show.
            num_inference_steps: Number of denoising steps. More give a finer image and take longer.
                The server's choice by default.
            guidance_scale: How closely the image follows the prompt; higher is closer, and too high
                spoils it. The server's choice by default.
            seed: Seed of the random draws, for repeatable images.
            target_size: Width and height of the image, in pixels. The server's choice by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The picture, as Pillow has it. `client.exchange(call).content` has the bytes that were
            sent.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> image = await client.image_text_to_image(
            ...     "cat.png", prompt="The same cat, in the snow."
            ... )
            >>> image.save("picture.png")
        """
        from .operations.image_text_to_image import image_text_to_image

        return await self.send(
            image_text_to_image(
                image,
                prompt=prompt,
                negative_prompt=negative_prompt,
                num_inference_steps=num_inference_steps,
                guidance_scale=guidance_scale,
                seed=seed,
                target_size=target_size,
                model=model,
                extra_body=extra_body,
            )
        )

    async def image_text_to_video(
        self,
        image: MediaInput | None = None,
        *,
        prompt: str | None = None,
        negative_prompt: str | None = None,
        num_frames: float | None = None,
        num_inference_steps: int | None = None,
        guidance_scale: float | None = None,
        seed: int | None = None,
        target_size: ImageTextToVideoTargetSizeParam
        | ImageTextToVideoTargetSize
        | Mapping[str, object]
        | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Video:
        """Make a video from an image, a text, or both.

        At least one of `image` and `prompt` must be given.

        Wire format:
        https://github.com/huggingface/huggingface.js/tree/main/packages/tasks/src/tasks/image-text-to-video/spec

        Args:
            image: The image to begin with. May be left out if there is a `prompt`. Bytes, a path, a
                URL, an open binary file, or what Pillow and numpy make: see `MediaInput`.
            prompt: Text that says what should happen in the video. May be left out if there is an
                `image`.
            negative_prompt: What the video should not show.
            num_frames: Number of frames of the video. The server's choice by default.
            num_inference_steps: Number of denoising steps. More give a finer video and take longer.
                The server's choice by default.
            guidance_scale: How closely the video follows the prompt; higher is closer, and too high
                spoils it. The server's choice by default.
            seed: Seed of the random draws, for repeatable videos.
            target_size: Width and height of the video, in pixels. The server's choice by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The video, as bytes, with `.content_type` and `.save(path)`.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> video = await client.image_text_to_video(
            ...     "cat.png", prompt="The cat walks through the snow."
            ... )
            >>> video.save("film.mp4")
        """
        from .operations.image_text_to_video import image_text_to_video

        return await self.send(
            image_text_to_video(
                image,
                prompt=prompt,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                guidance_scale=guidance_scale,
                seed=seed,
                target_size=target_size,
                model=model,
                extra_body=extra_body,
            )
        )

    @renamed({"height": "target_size.height", "width": "target_size.width", "*": "extra_body"})
    async def image_to_image(
        self,
        image: MediaInput,
        prompt: str | None = None,
        *,
        negative_prompt: str | None = None,
        num_inference_steps: int | None = None,
        guidance_scale: float | None = None,
        target_size: ImageToImageTargetSizeParam
        | ImageToImageTargetSize
        | Mapping[str, object]
        | None = None,
        api: Literal["openai"] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Picture:
        """Make an image from another, for example as a text says.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/image-to-image

        Args:
            image: The image to transform. Bytes, a path, a URL, an open binary file, or what Pillow
                and numpy make: see `MediaInput`.
            prompt: Text that says what the image should become.
            negative_prompt: What the image should not show.
            num_inference_steps: Number of denoising steps. More give a finer image and take longer.
                The server's choice by default.
            guidance_scale: How closely the image follows the prompt; higher is closer, and too high
                spoils it. The server's choice by default.
            target_size: Width and height of the image, in pixels. The server's choice by default.
            api: Wire format to use instead of the operation's own. `"openai"`: A multipart form to
                `/v1/images/edits`, as LocalAI, SGLang and vLLM-Omni have it. The picture comes as
                base64 text, or is downloaded from where the server says that it is, as
                `media_policy` allows. A server that refuses `response_format` takes
                `extra_body={"response_format": None}`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The picture, as Pillow has it. `client.exchange(call).content` has the bytes that were
            sent.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> image = await client.image_to_image("cat.png", "Turn the cat into a tiger.")
            >>> image.save("picture.png")
        """
        from .operations.image_to_image import image_to_image

        return await self.send(
            image_to_image(
                image,
                prompt,
                negative_prompt=negative_prompt,
                num_inference_steps=num_inference_steps,
                guidance_scale=guidance_scale,
                target_size=target_size,
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    async def image_to_text(
        self,
        image: MediaInput,
        *,
        max_new_tokens: int | None = None,
        temperature: float | None = None,
        top_k: int | None = None,
        top_p: float | None = None,
        typical_p: float | None = None,
        epsilon_cutoff: float | None = None,
        eta_cutoff: float | None = None,
        max_length: int | None = None,
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
    ) -> ImageToTextOutput:
        """Describe an image in words, or read the text in it.

        Wire format: https://huggingface.co/tasks/image-to-text

        Args:
            image: The image to describe or to read. Bytes, a path, a URL, an open binary file, or
                what Pillow and numpy make: see `MediaInput`.
            max_new_tokens: Largest number of tokens to generate. It is a member of `parameters`;
                for the one of the same name in `generation_parameters`, use `extra_body`.
            temperature: Sharpness of the distribution that tokens are drawn from; below 1 is
                sharper.
            top_k: Draw from the k most likely tokens only.
            top_p: Draw from the smallest set of tokens whose probabilities add up to this, 0 to 1.
            typical_p: Draw from tokens about as surprising as the model expects, up to this
                probability mass, 0 to 1.
            epsilon_cutoff: Drop tokens whose probability is below this.
            eta_cutoff: Drop tokens below a bound that follows the entropy of the distribution.
            max_length: Largest number of tokens, prompt included. `max_new_tokens` goes before it.
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
            The text.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.image_to_text("cat.png")
            ImageToTextOutput(generated_text='a cat standing in a grassy field')
        """
        from .operations.image_to_text import image_to_text

        return await self.send(
            image_to_text(
                image,
                max_new_tokens=max_new_tokens,
                temperature=temperature,
                top_k=top_k,
                top_p=top_p,
                typical_p=typical_p,
                epsilon_cutoff=epsilon_cutoff,
                eta_cutoff=eta_cutoff,
                max_length=max_length,
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

    @renamed({"*": "extra_body"})
    async def image_to_video(
        self,
        image: MediaInput,
        *,
        prompt: str | None = None,
        negative_prompt: str | None = None,
        num_frames: float | None = None,
        num_inference_steps: int | None = None,
        guidance_scale: float | None = None,
        seed: int | None = None,
        target_size: ImageToVideoTargetSizeParam
        | ImageToVideoTargetSize
        | Mapping[str, object]
        | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Video:
        """Make a video from an image.

        Wire format:
        https://github.com/huggingface/huggingface.js/tree/main/packages/tasks/src/tasks/image-to-video/spec

        Args:
            image: The image to begin with. Bytes, a path, a URL, an open binary file, or what
                Pillow and numpy make: see `MediaInput`.
            prompt: Text that says what should happen in the video.
            negative_prompt: What the video should not show.
            num_frames: Number of frames of the video. The server's choice by default.
            num_inference_steps: Number of denoising steps. More give a finer video and take longer.
                The server's choice by default.
            guidance_scale: How closely the video follows the prompt; higher is closer, and too high
                spoils it. The server's choice by default.
            seed: Seed of the random draws, for repeatable videos.
            target_size: Width and height of the video, in pixels. The server's choice by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The video, as bytes, with `.content_type` and `.save(path)`.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> video = await client.image_to_video("cat.png", prompt="The cat starts to dance.")
            >>> video.save("film.mp4")
        """
        from .operations.image_to_video import image_to_video

        return await self.send(
            image_to_video(
                image,
                prompt=prompt,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                guidance_scale=guidance_scale,
                seed=seed,
                target_size=target_size,
                model=model,
                extra_body=extra_body,
            )
        )

    async def list_models(self, *, model: str | None = None) -> list[ModelCard]:
        """List the models of a server that speaks OpenAI's API.

        TGI, vLLM, llama.cpp, transformers and the hub's router have it.

        Wire format: https://platform.openai.com/docs/api-reference/models/list

        Args:
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.

        Returns:
            The models.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.list_models()
            [ModelCard(id='org/model', object='model', created=1718000000, owned_by='org')]
        """
        from .operations.list_models import list_models

        return await self.send(list_models(model=model))

    async def object_detection(
        self,
        image: MediaInput,
        *,
        threshold: float | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Detections[ObjectDetectionOutputElement]:
        """Find objects in an image.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/object-detection

        Args:
            image: The image to look for objects in. Bytes, a path, a URL, an open binary file, or
                what Pillow and numpy make: see `MediaInput`.
            threshold: Lowest score of an object to return, 0 to 1. The server's choice by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The objects, each with its name, its score and the box around it.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.object_detection("cat.png")
            [ObjectDetectionOutputElement(label='cat', score=0.99,
                box=ObjectDetectionBoundingBox(xmin=59, xmax=420, ymin=35, ymax=366))]
        """
        from .operations.object_detection import object_detection

        return await self.send(
            object_detection(image, threshold=threshold, model=model, extra_body=extra_body)
        )

    if TYPE_CHECKING:

        @overload
        async def question_answering(
            self,
            question: str,
            context: str,
            *,
            align_to_words: bool | None = None,
            doc_stride: int | None = None,
            handle_impossible_answer: bool | None = None,
            max_answer_len: int | None = None,
            max_question_len: int | None = None,
            max_seq_len: int | None = None,
            top_k: None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> QuestionAnsweringOutputElement: ...

        @overload
        async def question_answering(
            self,
            question: str,
            context: str,
            *,
            align_to_words: bool | None = None,
            doc_stride: int | None = None,
            handle_impossible_answer: bool | None = None,
            max_answer_len: int | None = None,
            max_question_len: int | None = None,
            max_seq_len: int | None = None,
            top_k: int,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> list[QuestionAnsweringOutputElement]: ...

        @overload
        async def question_answering(
            self,
            question: str,
            context: str,
            *,
            align_to_words: bool | None = None,
            doc_stride: int | None = None,
            handle_impossible_answer: bool | None = None,
            max_answer_len: int | None = None,
            max_question_len: int | None = None,
            max_seq_len: int | None = None,
            top_k: int | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> QuestionAnsweringOutputElement | list[QuestionAnsweringOutputElement]: ...

    async def question_answering(
        self,
        question: str,
        context: str,
        *,
        align_to_words: bool | None = None,
        doc_stride: int | None = None,
        handle_impossible_answer: bool | None = None,
        max_answer_len: int | None = None,
        max_question_len: int | None = None,
        max_seq_len: int | None = None,
        top_k: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> QuestionAnsweringOutputElement | list[QuestionAnsweringOutputElement]:
        """Find the answer to a question in a text.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/question-answering

        Args:
            question: The question.
            context: The text that holds the answer.
            align_to_words: Let answers begin and end with whole words, where the language has
                spaces between words. True by default.
            doc_stride: Number of tokens that two pieces share, when the text is too long for the
                model and is split. 128 by default, or half of `max_seq_len` if that is less.
            handle_impossible_answer: Let "there is no answer" be one of the answers, as an empty
                text. False by default.
            max_answer_len: Longest answer, in tokens. 15 by default.
            max_question_len: Longest question, in tokens; the rest is cut off. 64 by default.
            max_seq_len: Longest piece of text that the model reads at once, in tokens, the question
                included. 384 by default.
            top_k: Number of answers to return, best first. 1 by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The best answer; with `top_k` a list of answers, best first.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.question_answering(
            ...     "What is my name?", "My name is Clara and I live in Berkeley."
            ... )
            QuestionAnsweringOutputElement(answer='Clara', score=0.93, start=11, end=16)
        """
        from .operations.question_answering import question_answering

        return await self.send(
            question_answering(
                question,
                context,
                align_to_words=align_to_words,
                doc_stride=doc_stride,
                handle_impossible_answer=handle_impossible_answer,
                max_answer_len=max_answer_len,
                max_question_len=max_question_len,
                max_seq_len=max_seq_len,
                top_k=top_k,
                model=model,
                extra_body=extra_body,
            )
        )

    async def rerank(
        self,
        query: str,
        documents: Sequence[str | Mapping[str, object]],
        *,
        top_n: int | None = None,
        return_documents: bool | None = None,
        raw_scores: bool | None = None,
        truncate: bool | None = None,
        api: Literal["openai", "tei"] = "openai",
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[RerankOutputElement]:
        """Rank documents by how well they answer a question.

        Wire format: https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html

        Args:
            query: What is asked.
            documents: The texts to rank; some servers also take objects, such as `{"text": ...}`.
            top_n: Number of documents to return, best first. All by default; 0 is all for vLLM.
            return_documents: Return the texts too.
            raw_scores: Return the model's own scores, not mapped to 0 to 1.
            truncate: Cut texts that are too long for the model, instead of refusing them.
            api: Wire format of the server, "openai" by default. `"openai"`: vLLM, llama.cpp, Jina
                and others, on `/v1/rerank`. `"tei"`: Text-embeddings-inference, on `/rerank`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request, for what a server takes and this method does
                not name.

        Returns:
            The documents' places and scores, best first.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.rerank(
            ...     "What is Deep Learning?",
            ...     ["It rains.", "Deep Learning is a field of machine learning."],
            ...     top_n=2,
            ...     return_documents=True,
            ... )
            [RerankOutputElement(index=1, score=0.99, text='Deep Learning is a field of machine
                learning.'),
             RerankOutputElement(index=0, score=0.01, text='It rains.')]
        """
        from .operations.rerank import rerank

        return await self.send(
            rerank(
                query,
                documents,
                top_n=top_n,
                return_documents=return_documents,
                raw_scores=raw_scores,
                truncate=truncate,
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    async def sentence_similarity(
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.sentence_similarity(
            ...     "Machine learning is easy.",
            ...     ["Deep learning is straightforward.", "This is hard.", "I like rain."],
            ... )
            [0.78,
             0.45,
             0.03]
        """
        from .operations.sentence_similarity import sentence_similarity

        return await self.send(
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

    @renamed({"parameters": "*"})
    async def summarization(
        self,
        text: str,
        *,
        clean_up_tokenization_spaces: bool | None = None,
        generate_parameters: Mapping[str, object] | None = None,
        truncation: SummarizationTruncationStrategy | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> SummarizationOutput:
        """Shorten a text to what matters.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/summarization

        Args:
            text: The text to shorten.
            clean_up_tokenization_spaces: Remove the spaces that some models leave before
                punctuation. False by default.
            generate_parameters: Options of the model's `generate` call, such as `{"max_new_tokens":
                60}`. Some servers want them one level up; `extra_body` puts them there.
            truncation: How to cut a text that is too long for the model; for one text, all but
                `do_not_truncate` cut its end. `do_not_truncate` by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The summary.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.summarization(
            ...     "The Eiffel Tower is 330 metres tall, about as tall as 81 storeys of a house."
            ... )
            SummarizationOutput(summary_text='The Eiffel Tower is 330 metres tall.')
        """
        from .operations.summarization import summarization

        return await self.send(
            summarization(
                text,
                clean_up_tokenization_spaces=clean_up_tokenization_spaces,
                generate_parameters=generate_parameters,
                truncation=truncation,
                model=model,
                extra_body=extra_body,
            )
        )

    async def table_question_answering(
        self,
        table: Mapping[str, Sequence[str]],
        query: str,
        *,
        padding: Padding | None = None,
        sequential: bool | None = None,
        truncation: bool | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> TableQuestionAnsweringOutputElement:
        """Answer a question about a table.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/table-question-answering

        Args:
            table: The table: for each column its name and its cells, from top to bottom. Cells are
                strings, numbers too: `{"year": ["1998", "2002"]}`.
            query: The question.
            padding: How far to pad texts: `do_not_pad`, to the `longest` of the request, or to the
                `max_length` of the model. `do_not_pad` by default.
            sequential: Answer questions one after another, each with the answers before it in view,
                as models for conversations need. False by default.
            truncation: Drop rows from the end of a table that is too long for the model. False by
                default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The answer, with the cells that it comes from.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.table_question_answering(
            ...     {"Repository": ["Transformers", "Datasets"], "Stars": ["36542", "4512"]},
            ...     "How many stars in all?",
            ... )
            TableQuestionAnsweringOutputElement(answer='SUM > 36542, 4512', coordinates=[[0, 1], [1,
                1]], cells=['36542', '4512'], aggregator='SUM')
        """
        from .operations.table_question_answering import table_question_answering

        return await self.send(
            table_question_answering(
                table,
                query,
                padding=padding,
                sequential=sequential,
                truncation=truncation,
                model=model,
                extra_body=extra_body,
            )
        )

    async def tabular_classification(
        self,
        table: Mapping[str, Sequence[str]],
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[str | int | float]:
        """Classify the rows of a table.

        Wire format: https://huggingface.co/tasks/tabular-classification

        Args:
            table: The table: for each column its name and its cells, from top to bottom, as many in
                each. Cells are strings, numbers too: `{"alcohol": ["9.4", "9.8"]}`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The class of each row, in the order of the rows; a name or a number, as the model has
            it.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.tabular_classification(
            ...     {"fixed_acidity": ["7.4", "7.8"], "alcohol": ["9.4", "9.8"]}
            ... )
            [5,
             6]
        """
        from .operations.tabular_classification import tabular_classification

        return await self.send(tabular_classification(table, model=model, extra_body=extra_body))

    async def tabular_regression(
        self,
        table: Mapping[str, Sequence[str]],
        *,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[float]:
        """Estimate a number for each row of a table.

        Wire format: https://huggingface.co/tasks/tabular-regression

        Args:
            table: The table: for each column its name and its cells, from top to bottom, as many in
                each. Cells are strings, numbers too: `{"alcohol": ["9.4", "9.8"]}`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The number for each row, in the order of the rows.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.tabular_regression(
            ...     {"Height": ["11.52", "12.48"], "Length": ["23.2", "24.0"]}
            ... )
            [110.25,
             120.5]
        """
        from .operations.tabular_regression import tabular_regression

        return await self.send(tabular_regression(table, model=model, extra_body=extra_body))

    async def text_classification(
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.text_classification("I like this very much.")
            [TextClassificationOutputElement(label='positive', score=0.98),
             TextClassificationOutputElement(label='negative', score=0.02)]
        """
        from .operations.text_classification import text_classification

        return await self.send(
            text_classification(
                text,
                function_to_apply=function_to_apply,
                top_k=top_k,
                model=model,
                extra_body=extra_body,
            )
        )

    if TYPE_CHECKING:

        @overload
        async def text_generation(
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
            grammar: TextGenerationInputGrammarTypeParam
            | TextGenerationInputGrammarType
            | Mapping[str, object]
            | None = None,
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
            api: Literal["openai"] | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> str: ...

        @overload
        async def text_generation(
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
            grammar: TextGenerationInputGrammarTypeParam
            | TextGenerationInputGrammarType
            | Mapping[str, object]
            | None = None,
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
            api: Literal["openai"] | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> TextGenerationOutput: ...

        @overload
        async def text_generation(
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
            grammar: TextGenerationInputGrammarTypeParam
            | TextGenerationInputGrammarType
            | Mapping[str, object]
            | None = None,
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
            api: Literal["openai"] | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> AsyncStream[str, str]: ...

        @overload
        async def text_generation(
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
            grammar: TextGenerationInputGrammarTypeParam
            | TextGenerationInputGrammarType
            | Mapping[str, object]
            | None = None,
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
            api: Literal["openai"] | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]: ...

        @overload
        async def text_generation(
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
            grammar: TextGenerationInputGrammarTypeParam
            | TextGenerationInputGrammarType
            | Mapping[str, object]
            | None = None,
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
            api: Literal["openai"] | None = None,
            model: str | None = None,
            extra_body: Mapping[str, object] | None = None,
        ) -> (
            str
            | TextGenerationOutput
            | AsyncStream[str, str]
            | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]
        ): ...

    @renamed({"stop_sequences": "stop"})
    async def text_generation(
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
        grammar: TextGenerationInputGrammarTypeParam
        | TextGenerationInputGrammarType
        | Mapping[str, object]
        | None = None,
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
        api: Literal["openai"] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> (
        str
        | TextGenerationOutput
        | AsyncStream[str, str]
        | AsyncStream[TextGenerationStreamOutput, TextGenerationOutput]
    ):
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
            frequency_penalty: Penalty for tokens by how often they occurred, usually -2 to 2.
            grammar: Grammar that the text has to follow.
            max_new_tokens: Largest number of tokens to generate. The server's choice by default; -1
                is no limit for llama.cpp.
            repetition_penalty: Penalty for tokens that occurred; 1 is none.
            return_full_text: Return the prompt before the generated text.
            seed: Seed of the random draws, for repeatable texts. -1 is another one each time for
                some servers.
            stop: Texts that end the generation, usually at most 4.
            temperature: Sharpness of the distribution that tokens are drawn from; below 1 is
                sharper. 0 takes the most likely token, for servers that allow it;
                text-generation-inference wants more than 0.
            top_k: Draw from the k most likely tokens only. 0 or -1 is all of them, for servers that
                allow it.
            top_n_tokens: Number of most likely tokens to return at each place. Needs `details`.
            top_p: Draw from the smallest set of tokens whose probabilities add up to this.
            truncate: Keep only this many last tokens of the prompt. -1 is as many as the model
                takes, for vLLM.
            typical_p: Draw from tokens about as surprising as the model expects, up to this
                probability mass.
            watermark: Mark the text as generated, by a pattern in the choice of tokens.
            api: Wire format to use instead of the operation's own. `"openai"`: `/v1/completions`,
                as TGI, vLLM, llama.cpp and transformers have it. `details` are then the reason of
                the end, in that API's words, and the number of tokens; tokens are among them where
                `top_n_tokens` asks for them. `temperature=0` takes the most likely tokens.
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.text_generation("The huggingface_hub library is ", max_new_tokens=12)
            '100% open source'
        """
        from .operations.text_generation import text_generation

        return await self.send(
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
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    async def text_to_audio(
        self,
        text: str,
        *,
        voice: str | None = None,
        speed: float | None = None,
        instructions: str | None = None,
        response_format: str | None = None,
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
        api: Literal["openai"] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Audio:
        """Make sound from a text: music, noises or speech.

        For speech, `text_to_speech` is the better method.

        Wire format:
        https://github.com/huggingface/huggingface.js/tree/main/packages/tasks/src/tasks/text-to-audio/spec

        Args:
            text: Text that says what should be heard.
            voice: Name of the voice; servers with one need none. Only with `api="openai"`.
            speed: How fast it is spoken; 1 is the voice's own speed. Only with `api="openai"`.
            instructions: Text that says how to speak, for models that take it. Only with
                `api="openai"`.
            response_format: Format of the sound, such as `mp3`, `wav`, `flac`, `opus`, `aac` or
                `pcm`. The server's choice by default. Only with `api="openai"`.
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
            api: Wire format to use instead of the operation's own. `"openai"`: `/v1/audio/speech`,
                as vLLM-Omni, Kokoro, Speaches and LocalAI have it.
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> audio = await client.text_to_audio("A slow waltz on the piano")
            >>> audio.save("sound.wav")
        """
        from .operations.text_to_audio import text_to_audio

        return await self.send(
            text_to_audio(
                text,
                voice=voice,
                speed=speed,
                instructions=instructions,
                response_format=response_format,
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
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    @renamed({"*": "extra_body"})
    async def text_to_image(
        self,
        prompt: str,
        *,
        negative_prompt: str | None = None,
        height: int | None = None,
        width: int | None = None,
        num_inference_steps: int | None = None,
        guidance_scale: float | None = None,
        scheduler: str | None = None,
        seed: int | None = None,
        api: Literal["openai"] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Picture:
        """Make an image from a text.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/text-to-image

        Args:
            prompt: Text that says what the image should show.
            negative_prompt: What the image should not show.
            height: Height of the image, in pixels. The server's choice by default.
            width: Width of the image, in pixels. The server's choice by default.
            num_inference_steps: Number of denoising steps. More give a finer image and take longer.
                The server's choice by default.
            guidance_scale: How closely the image follows the prompt; higher is closer, and too high
                spoils it. The server's choice by default.
            scheduler: Name of the scheduler to use in place of the model's own.
            seed: Seed of the random draws, for repeatable images.
            api: Wire format to use instead of the operation's own. `"openai"`:
                `/v1/images/generations`, as LocalAI, SGLang and vLLM-Omni have it. The picture
                comes as base64 text, or is downloaded from where the server says that it is, as
                `media_policy` allows. A server that refuses `response_format` takes
                `extra_body={"response_format": None}`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The picture, as Pillow has it. `client.exchange(call).content` has the bytes that were
            sent.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> image = await client.text_to_image("An astronaut riding a horse on the moon.")
            >>> image.save("picture.png")
        """
        from .operations.text_to_image import text_to_image

        return await self.send(
            text_to_image(
                prompt,
                negative_prompt=negative_prompt,
                height=height,
                width=width,
                num_inference_steps=num_inference_steps,
                guidance_scale=guidance_scale,
                scheduler=scheduler,
                seed=seed,
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    async def text_to_speech(
        self,
        text: str,
        *,
        voice: str | None = None,
        speed: float | None = None,
        instructions: str | None = None,
        response_format: str | None = None,
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
        api: Literal["openai"] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Audio:
        """Speak a text.

        Wire format: https://huggingface.co/tasks/text-to-speech

        Args:
            text: The text to speak.
            voice: Name of the voice; servers with one need none. Only with `api="openai"`.
            speed: How fast it is spoken; 1 is the voice's own speed. Only with `api="openai"`.
            instructions: Text that says how to speak, for models that take it. Only with
                `api="openai"`.
            response_format: Format of the sound, such as `mp3`, `wav`, `flac`, `opus`, `aac` or
                `pcm`. The server's choice by default. Only with `api="openai"`.
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
            api: Wire format to use instead of the operation's own. `"openai"`: `/v1/audio/speech`,
                as vLLM-Omni, Kokoro, Speaches and LocalAI have it.
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> audio = await client.text_to_speech("Hello")
            >>> audio.save("sound.wav")
        """
        from .operations.text_to_speech import text_to_speech

        return await self.send(
            text_to_speech(
                text,
                voice=voice,
                speed=speed,
                instructions=instructions,
                response_format=response_format,
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
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    async def text_to_video(
        self,
        prompt: str,
        *,
        guidance_scale: float | None = None,
        negative_prompt: Sequence[str] | str | None = None,
        num_frames: float | None = None,
        num_inference_steps: int | None = None,
        seed: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Video:
        """Make a video from a text.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/text-to-video

        Args:
            prompt: Text that says what should happen in the video.
            guidance_scale: How closely the video follows the prompt; higher is closer, and too high
                spoils it. The server's choice by default.
            negative_prompt: What the video should not show. Some servers take a list, some one
                text.
            num_frames: Number of frames of the video. The server's choice by default.
            num_inference_steps: Number of denoising steps. More give a finer video and take longer.
                The server's choice by default.
            seed: Seed of the random draws, for repeatable videos.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The video, as bytes, with `.content_type` and `.save(path)`.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> video = await client.text_to_video("A young man walking on the street.")
            >>> video.save("film.mp4")
        """
        from .operations.text_to_video import text_to_video

        return await self.send(
            text_to_video(
                prompt,
                guidance_scale=guidance_scale,
                negative_prompt=negative_prompt,
                num_frames=num_frames,
                num_inference_steps=num_inference_steps,
                seed=seed,
                model=model,
                extra_body=extra_body,
            )
        )

    async def token_classification(
        self,
        text: str,
        *,
        aggregation_strategy: TokenClassificationAggregationStrategy | None = None,
        ignore_labels: Sequence[str] | None = None,
        stride: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[TokenClassificationOutputElement]:
        """Label the words of a text, for example names of people and places.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/token-classification

        Args:
            text: The text to label.
            aggregation_strategy: How tokens become entities: `none` returns each token; `simple`
                joins neighbours of one label; `first`, `average` and `max` also keep words whole,
                by the label of the first token, of the average or of the token with the best score.
                The server's choice by default.
            ignore_labels: Labels to leave out. `["O"]`, the label of words that are no entity, by
                default.
            stride: Number of tokens that two pieces share, when the text is too long for the model.
                Without it such a text is cut off. Not with the strategy `none`.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The labelled parts, in the order of the text.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.token_classification("My name is Sarah Jessica Parker.")
            [TokenClassificationOutputElement(entity_group='PER', score=0.99, word='Sarah Jessica
                Parker', start=11, end=31)]
        """
        from .operations.token_classification import token_classification

        return await self.send(
            token_classification(
                text,
                aggregation_strategy=aggregation_strategy,
                ignore_labels=ignore_labels,
                stride=stride,
                model=model,
                extra_body=extra_body,
            )
        )

    async def tokenize(
        self,
        text: str,
        *,
        add_special_tokens: bool | None = None,
        api: Literal["llama.cpp", "vllm"] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[TokenizeOutputToken]:
        """Split a text into the model's tokens.

        By default as text-generation-inference and text-embeddings-inference do it.

        Wire format: https://huggingface.github.io/text-generation-inference/

        Args:
            text: The text to split.
            add_special_tokens: Add the tokens that the model expects around a text. The server's
                choice by default.
            api: Wire format to use instead of the operation's own. `"llama.cpp"`: The server of
                llama.cpp. `"vllm"`: vLLM.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request, for what a server takes and this method does
                not name.

        Returns:
            The tokens, in order.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.tokenize("Hi you")
            [TokenizeOutputToken(id=1, text='Hi', start=0, stop=2),
             TokenizeOutputToken(id=2, text=' you', start=2, stop=6)]
        """
        from .operations.tokenize import tokenize

        return await self.send(
            tokenize(
                text,
                add_special_tokens=add_special_tokens,
                api=api,
                model=model,
                extra_body=extra_body,
            )
        )

    async def translation(
        self,
        text: str,
        *,
        src_lang: str | None = None,
        tgt_lang: str | None = None,
        clean_up_tokenization_spaces: bool | None = None,
        truncation: TranslationTruncationStrategy | None = None,
        generate_parameters: Mapping[str, object] | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> TranslationOutput:
        """Translate a text.

        A model of one pair of languages needs neither `src_lang` nor `tgt_lang`, a model of several
        needs both.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/translation

        Args:
            text: The text to translate.
            src_lang: Language of the text, as the model spells it, such as `en` or `eng_Latn`. For
                models of several languages; goes with `tgt_lang`.
            tgt_lang: Language to translate to, as the model spells it. Goes with `src_lang`.
            clean_up_tokenization_spaces: Remove the spaces that some models leave before
                punctuation. False by default.
            truncation: How to cut a text that is too long for the model; for one text, all but
                `do_not_truncate` cut its end. `do_not_truncate` by default.
            generate_parameters: Options of the model's `generate` call, such as `{"max_new_tokens":
                60}`. Some servers want them one level up; `extra_body` puts them there.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The translation.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.translation("My name is Wolfgang and I live in Berlin.")
            TranslationOutput(translation_text='Mein Name ist Wolfgang und ich lebe in Berlin.')
        """
        from .operations.translation import translation

        return await self.send(
            translation(
                text,
                src_lang=src_lang,
                tgt_lang=tgt_lang,
                clean_up_tokenization_spaces=clean_up_tokenization_spaces,
                truncation=truncation,
                generate_parameters=generate_parameters,
                model=model,
                extra_body=extra_body,
            )
        )

    async def video_classification(
        self,
        video: MediaInput,
        *,
        frame_sampling_rate: int | None = None,
        function_to_apply: VideoClassificationOutputTransform | None = None,
        num_frames: int | None = None,
        top_k: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[VideoClassificationOutputElement]:
        """Name what a video shows.

        Wire format: https://huggingface.co/tasks/video-classification

        Args:
            video: The video to classify. Bytes, a path, a URL, an open binary file, or what Pillow
                and numpy make: see `MediaInput`.
            frame_sampling_rate: Look at every n-th frame only. 1 by default, that is at all of
                them.
            function_to_apply: Function that turns the model's logits into scores. The model's own
                choice by default.
            num_frames: Number of frames to look at. As many as the model was made for by default.
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
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.video_classification("clip.mp4")
            [VideoClassificationOutputElement(label='playing guitar', score=0.8),
             VideoClassificationOutputElement(label='singing', score=0.1)]
        """
        from .operations.video_classification import video_classification

        return await self.send(
            video_classification(
                video,
                frame_sampling_rate=frame_sampling_rate,
                function_to_apply=function_to_apply,
                num_frames=num_frames,
                top_k=top_k,
                model=model,
                extra_body=extra_body,
            )
        )

    async def visual_question_answering(
        self,
        image: MediaInput,
        question: str,
        *,
        top_k: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[VisualQuestionAnsweringOutputElement]:
        """Answer a question about an image.

        Wire format: https://huggingface.co/tasks/visual-question-answering

        Args:
            image: The image that the question is about. Bytes, a path, a URL, an open binary file,
                or what Pillow and numpy make: see `MediaInput`.
            question: The question.
            top_k: Number of answers to return, best first. The server's choice by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The answers, best first.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.visual_question_answering("cat.png", "What is the animal doing?")
            [VisualQuestionAnsweringOutputElement(answer='lying down', score=0.78),
             VisualQuestionAnsweringOutputElement(answer='sitting', score=0.16)]
        """
        from .operations.visual_question_answering import visual_question_answering

        return await self.send(
            visual_question_answering(
                image, question, top_k=top_k, model=model, extra_body=extra_body
            )
        )

    @renamed({"labels": "candidate_labels"})
    async def zero_shot_classification(
        self,
        text: str,
        candidate_labels: Sequence[str],
        *,
        multi_label: bool | None = None,
        hypothesis_template: str | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[ZeroShotClassificationOutputElement]:
        """Classify a text by labels of your choice.

        Wire format: https://huggingface.co/docs/inference-providers/tasks/zero-shot-classification

        Args:
            text: The text to classify.
            candidate_labels: Labels to choose from, at least one.
            multi_label: Let several labels be true. Each then has a probability of its own;
                otherwise the probabilities add up to 1. False by default.
            hypothesis_template: Sentence about the text in which `{}` stands for a label. `This
                example is {}.` by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            All labels with their scores, best first.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.zero_shot_classification(
            ...     "I have a problem with my phone.", ["urgent", "phone"]
            ... )
            [ZeroShotClassificationOutputElement(label='phone', score=0.75),
             ZeroShotClassificationOutputElement(label='urgent', score=0.25)]
        """
        from .operations.zero_shot_classification import zero_shot_classification

        return await self.send(
            zero_shot_classification(
                text,
                candidate_labels,
                multi_label=multi_label,
                hypothesis_template=hypothesis_template,
                model=model,
                extra_body=extra_body,
            )
        )

    @renamed({"labels": "candidate_labels"})
    async def zero_shot_image_classification(
        self,
        image: MediaInput,
        candidate_labels: Sequence[str],
        *,
        hypothesis_template: str | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> list[ZeroShotImageClassificationOutputElement]:
        """Classify an image by labels of your choice.

        Wire format: https://huggingface.co/tasks/zero-shot-image-classification

        Args:
            image: The image to classify. Bytes, a path, a URL, an open binary file, or what Pillow
                and numpy make: see `MediaInput`.
            candidate_labels: Labels to choose from, at least two.
            hypothesis_template: Sentence about the image in which `{}` stands for a label. `This is
                a photo of {}.` by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            All labels with their scores, best first.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.zero_shot_image_classification("cat.png", ["dog", "cat"])
            [ZeroShotImageClassificationOutputElement(label='cat', score=0.95),
             ZeroShotImageClassificationOutputElement(label='dog', score=0.05)]
        """
        from .operations.zero_shot_image_classification import zero_shot_image_classification

        return await self.send(
            zero_shot_image_classification(
                image,
                candidate_labels,
                hypothesis_template=hypothesis_template,
                model=model,
                extra_body=extra_body,
            )
        )

    async def zero_shot_object_detection(
        self,
        image: MediaInput,
        candidate_labels: Sequence[str],
        *,
        threshold: float | None = None,
        top_k: int | None = None,
        model: str | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> Detections[ZeroShotObjectDetectionOutputElement]:
        """Find objects of your choice in an image.

        Wire format: https://huggingface.co/tasks/zero-shot-object-detection

        Args:
            image: The image to look for objects in. Bytes, a path, a URL, an open binary file, or
                what Pillow and numpy make: see `MediaInput`.
            candidate_labels: Names of the objects to look for, at least one.
            threshold: Lowest score of an object to return, 0 to 1. 0.1 by default.
            top_k: Largest number of objects to return, best first. All by default.
            model: Model id on the hub, or URL of a server. The client's model by default; if that
                has none, the model that the hub recommends for the task.
            extra_body: Members to add to the request's `parameters`, for what a server takes and
                this method does not name.

        Returns:
            The objects, each with its label, its score and the box around it.

        Raises:
            ArgumentError: If an argument does not fit; nothing was sent.
            InferenceTimeoutError: If the model is not available, or not done, in time.
            StatusError: If the server answers with an error; the subclass tells which.
            InferenceConnectionError: If no answer arrives.
            ResponseDecodeError: If the answer is not what this method returns.

        Example:
            >>> from inferloom import AsyncInferenceClient
            >>> client = AsyncInferenceClient()
            >>> await client.zero_shot_object_detection("cat.png", ["cat", "remote control"])
            [ZeroShotObjectDetectionOutputElement(label='cat', score=0.29,
                box=ZeroShotObjectDetectionBoundingBox(xmin=324, xmax=640, ymin=20, ymax=373))]
        """
        from .operations.zero_shot_object_detection import zero_shot_object_detection

        return await self.send(
            zero_shot_object_detection(
                image,
                candidate_labels,
                threshold=threshold,
                top_k=top_k,
                model=model,
                extra_body=extra_body,
            )
        )

    if TYPE_CHECKING:

        @overload
        async def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: Literal[False] = False,
        ) -> bytes: ...

        @overload
        async def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: Literal[True],
        ) -> AsyncLineStream: ...

        @overload
        async def post(
            self,
            *,
            json: object = None,
            data: MediaInput | None = None,
            model: str | None = None,
            task: str | None = None,
            stream: bool,
        ) -> bytes | AsyncLineStream: ...

    async def post(
        self,
        *,
        json: object = None,
        data: MediaInput | None = None,
        model: str | None = None,
        task: str | None = None,
        stream: bool = False,
    ) -> bytes | AsyncLineStream:
        """Send a body as it is and return the answer as it is: the way around the typed methods.

        It has the retries, times, credentials and errors of the other methods, and waits for a
        loading model as they do.

        Args:
            json: Body to send as JSON: plain values, or objects of this package. Nothing is added
                to it, the model's id included. Not together with `data`.
            data: File to send as the whole body, with its MIME type: the bytes, a path, a URL or a
                file object. Not together with `json`.
            model: Model id or URL of this request; it wins over the client's.
            task: Task whose route the request takes, such as `feature-extraction`. Without it the
                request goes to the model itself. If there is no model either, the one that the hub
                recommends for the task is called.
            stream: Return the answer's lines as they come, instead of the whole.

        Returns:
            The body of the answer; for `stream=True` an iterator of its lines without their ends.
            Use it as a context manager to close the connection when it is left early.

        Raises:
            ArgumentError: If `json` and `data` are both given or both missing, or there is no
                model.
            InferenceTimeoutError: If there is no answer in time.
            InferenceConnectionError: If the server cannot be reached or hangs up.
            StatusError: If the server answers with an error status.

        Example:
            ```python
            await client.post(json={"inputs": "Hi"}, model="distilbert/distilbert-base-uncased")
            body = {"inputs": "Hi", "stream": True}
            async with await client.post(json=body, stream=True) as lines:
                async for line in lines:
                    print(line)
            ```
        """
        from .policy.services import post

        steps = post(self._session, json=json, data=data, model=model, task=task, stream=stream)
        if stream:
            return await self._driver.lines(steps, "post")
        return await self._driver.content(steps)

    async def get_model_status(self, model: str | None = None) -> ModelStatus:
        """Ask the hosted inference service whether a model is loaded.

        Args:
            model: Model id; None takes the client's.

        Returns:
            The status of the model.

        Raises:
            ArgumentError: If there is no model, or it is a URL; for a server see `health_check`.
            ResponseDecodeError: If the service reports an error with success, or says too little.
            StatusError: If the service answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            status = await client.get_model_status("openai/whisper-tiny")
            print(status.loaded, status.state, status.framework)
            ```
        """
        from .policy.services import get_model_status

        steps = get_model_status(self._session, model=model)
        return await self._driver.run(steps)

    async def list_deployed_models(
        self, frameworks: str | Sequence[str] | None = None
    ) -> dict[str, list[str]]:
        """List the models of the hosted inference service, by task.

        One request is sent for each framework, one after the other.

        Args:
            frameworks: Name of a framework, several of them, or `all`. None takes the main ones:
                `diffusers`, `sentence-transformers`, `text-generation-inference` and
                `transformers`.

        Returns:
            Model ids by task, sorted without regard to case. Models of `sentence-transformers` are
            listed for both tasks that they serve.

        Raises:
            ArgumentError: If a name is empty or no str.
            ResponseDecodeError: If the service answers with something else than a list of models.
            StatusError: If the service answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            models = await client.list_deployed_models("sentence-transformers")
            print(models["sentence-similarity"])
            ```
        """
        from .policy.services import list_deployed_models

        steps = list_deployed_models(self._session, frameworks=frameworks)
        return await self._driver.run(steps)

    async def get_recommended_model(self, task: str) -> str:
        """Return the model that the hub recommends for a task; methods call it if none is given.

        The hub is asked once per client, for all tasks.

        Args:
            task: Task id, such as `text-classification`.

        Returns:
            A model id.

        Raises:
            ArgumentError: If the hub recommends none for this task; it names the tasks that exist.
            StatusError: If the hub answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            print(await client.get_recommended_model("text-classification"))
            ```
        """
        from .policy.services import get_recommended_model

        steps = get_recommended_model(self._session, task=task)
        return await self._driver.run(steps)

    async def get_endpoint_info(self, *, model: str | None = None) -> dict[str, Any]:
        """Ask a server about itself: `GET /info`, as TGI, TEI and others answer it.

        Args:
            model: Model id or URL of a server; None takes the client's. The route is found from the
                URL of any other route of the server.

        Returns:
            What the server says; its members differ between servers.

        Raises:
            ArgumentError: If there is neither a model nor a URL.
            ResponseDecodeError: If the answer is not a JSON object.
            StatusError: If the server answers with an error status, 404 if it has no such route.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            info = await client.get_endpoint_info(model="http://localhost:8080")
            print(info["model_id"])
            ```
        """
        from .policy.services import get_endpoint_info

        steps = get_endpoint_info(self._session, model=model)
        return await self._driver.run(steps)

    async def health_check(self, model: str | None = None) -> bool:
        """Ask a server whether it is well: `GET /health`. It is asked once, without retries.

        Args:
            model: URL of the server, or of any of its routes; None takes the client's.

        Returns:
            Whether the answer has the status 200.

        Raises:
            ArgumentError: If there is no URL; for a hosted model see `get_model_status`.
            InferenceConnectionError: If the server cannot be reached or hangs up.
            InferenceTimeoutError: If there is no answer in time.

        Example:
            ```python
            if not await client.health_check("http://localhost:8080"):
                print("not ready")
            ```
        """
        from .policy.services import health_check

        steps = health_check(self._session, model=model)
        return await self._driver.run(steps)

    async def providers(self, model: str | None = None) -> list[ModelProvider]:
        """List the providers that serve a model.

        The hub is asked once for a model and client. For chat models its router tells prices and
        abilities as well.

        Args:
            model: Model id; None takes the client's.

        Returns:
            The providers in the hub's order: the account's own if a token of it is there, else the
            most used one first.

        Raises:
            ArgumentError: If there is no model, or it is an address.
            NotFoundError: If the hub has no such model.
            StatusError: If the hub answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            for entry in await client.providers("meta-llama/Llama-3.1-8B-Instruct"):
                print(entry.provider, entry.status, entry.output_price)
            ```
        """
        from .policy.services import providers

        steps = providers(self._session, model=model)
        return await self._driver.run(steps)

    async def resume(self, job: Job) -> Any:
        """Wait for a job that a provider has accepted before, and return its result.

        It is for what is paid for and was not fetched: a call that ran out of time, or a process
        that was stopped. A job can be pickled.

        Args:
            job: The job: `error.job`, `exchange.job` or `wait.job`.

        Returns:
            What the method returns that the job is of.

        Raises:
            ArgumentError: If the client has no key for the provider.
            JobFailedError: If the job failed or was cancelled.
            InferenceTimeoutError: If there is no result in time.
            StatusError: If the provider answers with an error status.
            InferenceConnectionError: If it cannot be reached.

        Example:
            ```python
            try:
                video = await client.text_to_video("A tiger", model="Wan-AI/Wan2.2-T2V-A14B")
            except InferenceTimeoutError as error:
                video = await client.resume(error.job)
            ```
        """
        from .policy.services import resume

        steps = resume(self._session, job=job)
        return await self._driver.run(steps)


class AsyncChat:
    """Methods under the names that the openai client has: `chat`."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.completions = AsyncChatCompletions(client)


class AsyncChatCompletions:
    """Methods under the names that the openai client has: `chat.completions`."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.create = client.chat_completion


class AsyncEmbeddings:
    """Methods under the names that the openai client has: `embeddings`."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.create = client.create_embeddings


class AsyncModels:
    """Methods under the names that the openai client has: `models`."""

    def __init__(self, client: AsyncInferenceClient) -> None:
        self.list = client.list_models
