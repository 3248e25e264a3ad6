# Generated from specs/
# spec sha256:0422c60036d8. Do not edit: change the spec, then run
# `make generate`.
"""The examples of all operations: what a fake answers with if a test says nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

__all__ = ["EXAMPLES", "Method"]

Method: TypeAlias = Literal[
    "audio_classification",
    "audio_to_audio",
    "automatic_speech_recognition",
    "chat_completion",
    "create_embeddings",
    "depth_estimation",
    "detokenize",
    "document_question_answering",
    "feature_extraction",
    "fill_mask",
    "image_classification",
    "image_segmentation",
    "image_text_to_image",
    "image_text_to_video",
    "image_to_image",
    "image_to_text",
    "image_to_video",
    "list_models",
    "object_detection",
    "question_answering",
    "rerank",
    "sentence_similarity",
    "summarization",
    "table_question_answering",
    "tabular_classification",
    "tabular_regression",
    "text_classification",
    "text_generation",
    "text_to_audio",
    "text_to_image",
    "text_to_speech",
    "text_to_video",
    "token_classification",
    "tokenize",
    "translation",
    "video_classification",
    "visual_question_answering",
    "zero_shot_classification",
    "zero_shot_image_classification",
    "zero_shot_object_detection",
]

# Method -> task, other names, where the text of each variant's answer is, and examples.
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "audio_classification": {
        "module": "audio_classification",
        "task": "audio-classification",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the recording alone is sent as it is",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    }
                },
                "response": {
                    "json": [{"label": "happy", "score": 0.8}, {"label": "neutral", "score": 0.15}]
                },
            },
            {
                "name": "with parameters it travels as base64",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    },
                    "top_k": 1,
                    "function_to_apply": "sigmoid",
                },
                "response": {"json": [{"label": "happy", "score": 0.8}]},
            },
        ],
    },
    "audio_to_audio": {
        "module": "audio_to_audio",
        "task": "audio-to-audio",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the recording alone is sent as it is",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    }
                },
                "response": {
                    "json": [
                        {
                            "blob": (
                                "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                                "ZGF0YQgAAAAAAAAAAAAAAA=="
                            ),
                            "content-type": "audio/wav",
                            "label": "label_0",
                        }
                    ]
                },
            },
            {
                "name": "with options of the server it travels as base64",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    },
                    "extra_body": {"speakers": 2},
                },
                "response": {
                    "json": [
                        {
                            "blob": (
                                "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                                "ZGF0YQgAAAAAAAAAAAAAAA=="
                            ),
                            "content-type": "audio/wav",
                            "label": "label_0",
                        },
                        {
                            "blob": (
                                "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                                "ZGF0YQgAAAAAAAAAAAAAAA=="
                            ),
                            "content-type": "audio/wav",
                            "label": "label_1",
                        },
                    ]
                },
            },
        ],
    },
    "automatic_speech_recognition": {
        "module": "automatic_speech_recognition",
        "task": "automatic-speech-recognition",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the recording alone is sent as it is",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    }
                },
                "response": {"json": {"text": "hello world"}},
            },
            {
                "name": "phrases with times, the last one cut off",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    },
                    "return_timestamps": True,
                    "num_beams": 2,
                    "early_stopping": "never",
                },
                "response": {
                    "json": {
                        "text": "hello world",
                        "chunks": [
                            {"text": "hello", "timestamp": [0.0, 0.5]},
                            {"text": "world", "timestamp": [0.5, None]},
                        ],
                    }
                },
            },
            {
                "name": "OpenAI style, with what only that API takes",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    },
                    "api": "openai",
                    "temperature": 0.5,
                    "model": "whisper",
                    "language": "en",
                    "response_format": "json",
                    "extra_body": {"hotwords": "hello"},
                },
                "response": {"json": {"text": "hello world"}},
            },
            {
                "name": "OpenAI style, words with times",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    },
                    "api": "openai",
                    "return_timestamps": "word",
                    "model": "whisper",
                },
                "response": {
                    "json": {
                        "task": "transcribe",
                        "language": "english",
                        "duration": 1.0,
                        "text": "hello world",
                        "words": [
                            {"word": "hello", "start": 0.0, "end": 0.5},
                            {"word": "world", "start": 0.5, "end": 1.0},
                        ],
                    }
                },
            },
            {
                "name": "OpenAI style, subtitles",
                "arguments": {
                    "audio": {
                        "$base64": (
                            "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAA"
                            "ZGF0YQgAAAAAAAAAAAAAAA=="
                        )
                    },
                    "api": "openai",
                    "response_format": "srt",
                    "model": "whisper",
                },
                "response": {"text": "1\n00:00:00,000 --> 00:00:01,000\nhello world\n"},
            },
        ],
    },
    "chat_completion": {
        "module": "chat_completion",
        "task": "chat-completion",
        "aliases": ["chat.completions.create"],
        "texts": [("choices", 0, "message", "content"), None],
        "examples": [
            {
                "name": "one message",
                "arguments": {
                    "messages": [{"role": "user", "content": "What is the capital of France?"}],
                    "max_tokens": 20,
                },
                "response": {
                    "json": {
                        "id": "",
                        "object": "chat.completion",
                        "created": 1718000000,
                        "model": "m",
                        "system_fingerprint": "3.3-native",
                        "choices": [
                            {
                                "index": 0,
                                "message": {"role": "assistant", "content": "Paris."},
                                "logprobs": None,
                                "finish_reason": "stop",
                            }
                        ],
                        "usage": {"prompt_tokens": 14, "completion_tokens": 2, "total_tokens": 16},
                    }
                },
            },
            {
                "name": "what the schema does not know arrives as given",
                "arguments": {
                    "messages": [
                        {
                            "role": "assistant",
                            "content": None,
                            "tool_calls": [
                                {
                                    "id": "0",
                                    "type": "function",
                                    "function": {"name": "now", "arguments": "{}"},
                                }
                            ],
                        },
                        {
                            "role": "tool",
                            "tool_call_id": "0",
                            "content": "12:00",
                            "cache": {"ttl": None},
                        },
                    ],
                    "tools": [
                        {
                            "type": "function",
                            "function": {
                                "name": "now",
                                "parameters": {
                                    "type": "object",
                                    "properties": {"zone": {"type": "string", "default": None}},
                                },
                            },
                        }
                    ],
                    "tool_choice": "now",
                    "response_format": {"type": "regex", "value": "[a-z]+"},
                },
                "response": {
                    "json": {
                        "choices": [
                            {
                                "index": 0,
                                "message": {
                                    "role": "assistant",
                                    "content": None,
                                    "tool_calls": [
                                        {
                                            "id": "1",
                                            "type": "function",
                                            "function": {
                                                "name": "now",
                                                "arguments": '{"zone":"UTC"}',
                                                "description": None,
                                            },
                                        }
                                    ],
                                },
                                "finish_reason": "a new reason",
                            }
                        ]
                    }
                },
            },
            {
                "name": "streamed",
                "arguments": {
                    "messages": [{"role": "user", "content": "Hi"}],
                    "stream": True,
                    "stream_options": {"include_usage": True},
                },
                "response": {
                    "events": [
                        {
                            "choices": [
                                {
                                    "index": 0,
                                    "delta": {"role": "assistant", "content": None},
                                    "finish_reason": None,
                                }
                            ]
                        },
                        {
                            "choices": [
                                {"index": 0, "delta": {"content": "Hel"}, "finish_reason": None}
                            ]
                        },
                        {
                            "choices": [
                                {"index": 0, "delta": {"content": "lo"}, "finish_reason": None}
                            ]
                        },
                        {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
                        {
                            "choices": [],
                            "usage": {
                                "prompt_tokens": 3,
                                "completion_tokens": 2,
                                "total_tokens": 5,
                            },
                        },
                        "[DONE]",
                    ]
                },
            },
            {
                "name": ("a stream that ends with its finish reason and no end marker"),
                "arguments": {"messages": [{"role": "user", "content": "Hi"}], "stream": True},
                "response": {
                    "events": [
                        {"choices": [{"index": 0, "delta": {"role": "assistant"}}]},
                        {
                            "choices": [
                                {
                                    "index": 0,
                                    "delta": {
                                        "tool_calls": [{"index": 0, "function": {"arguments": "{"}}]
                                    },
                                    "finish_reason": "tool_calls",
                                }
                            ]
                        },
                    ]
                },
            },
            {
                "name": "a streamed call of a tool",
                "arguments": {
                    "messages": [{"role": "user", "content": "Time?"}],
                    "stream": True,
                    "tools": [
                        {
                            "type": "function",
                            "function": {"name": "now", "parameters": {"type": "object"}},
                        }
                    ],
                    "tool_choice": "required",
                },
                "response": {
                    "events": [
                        {
                            "object": "chat.completion.chunk",
                            "choices": [
                                {
                                    "index": 0,
                                    "delta": {
                                        "role": "assistant",
                                        "content": None,
                                        "tool_calls": [
                                            {
                                                "index": 0,
                                                "id": "a",
                                                "type": "function",
                                                "function": {"name": "now", "arguments": ""},
                                            }
                                        ],
                                    },
                                }
                            ],
                        },
                        {
                            "object": "chat.completion.chunk",
                            "choices": [
                                {
                                    "index": 0,
                                    "delta": {
                                        "tool_calls": [
                                            {"index": 0, "function": {"arguments": '{"zone":'}}
                                        ]
                                    },
                                }
                            ],
                        },
                        {
                            "object": "chat.completion.chunk",
                            "choices": [
                                {
                                    "index": 0,
                                    "delta": {
                                        "tool_calls": [
                                            {"index": 0, "function": {"arguments": '"UTC"}'}}
                                        ]
                                    },
                                }
                            ],
                        },
                        {
                            "object": "chat.completion.chunk",
                            "choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}],
                        },
                        "[DONE]",
                    ]
                },
            },
        ],
    },
    "create_embeddings": {
        "module": "create_embeddings",
        "task": "feature-extraction",
        "aliases": ["embeddings.create"],
        "texts": [None],
        "examples": [
            {
                "name": "base64, as by default",
                "arguments": {"input": "Hello"},
                "response": {
                    "json": {
                        "object": "list",
                        "data": [
                            {"object": "embedding", "index": 0, "embedding": "AAAAPwAAgL4AAIA/"}
                        ],
                        "model": "m",
                        "usage": {"prompt_tokens": 3, "total_tokens": 3},
                    }
                },
            },
            {
                "name": "two texts as numbers",
                "arguments": {
                    "input": ["Hello", "World"],
                    "encoding_format": "float",
                    "dimensions": 2,
                },
                "response": {
                    "json": {
                        "data": [
                            {"index": 0, "embedding": [0.5, 1]},
                            {"index": 1, "embedding": [0.25, -1.0]},
                        ]
                    }
                },
            },
        ],
    },
    "depth_estimation": {
        "module": "depth_estimation",
        "task": "depth-estimation",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the image alone is sent as it is",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {
                    "json": {
                        "predicted_depth": [[2.5, 0.5]],
                        "depth": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                            "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                        ),
                    }
                },
            },
            {
                "name": "with options of the server it travels as base64",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "extra_body": {"timeout": 10},
                },
                "response": {"json": {"predicted_depth": [[[2.5, 0.5]]]}},
            },
            {
                "name": "an image back, no numbers",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {
                    "json": {
                        "depth": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                            "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                        )
                    }
                },
            },
        ],
    },
    "detokenize": {
        "module": "detokenize",
        "task": "text-generation",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "llama.cpp",
                "arguments": {"ids": [1, 2]},
                "response": {"json": {"content": "Hi"}},
            },
            {
                "name": "vLLM",
                "arguments": {"ids": [1, 2], "api": "vllm", "model": "m"},
                "response": {"json": {"prompt": "Hi"}},
            },
            {
                "name": "text-embeddings-inference",
                "arguments": {"ids": [101, 1], "api": "tei", "skip_special_tokens": True},
                "response": {"json": ["hi"]},
            },
        ],
    },
    "document_question_answering": {
        "module": "document_question_answering",
        "task": "document-question-answering",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "one answer",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "question": "What is the invoice number?",
                },
                "response": {"json": [{"score": 0.9, "answer": "us-001", "start": 16, "end": 16}]},
            },
            {
                "name": "two answers, from words that were read before",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "question": "Who pays?",
                    "top_k": 2,
                    "lang": "eng",
                    "word_boxes": [["Bill", [40, 100, 90, 120]], ["Ada", [100, 100, 150, 120]]],
                },
                "response": {
                    "json": [
                        {"score": 0.7, "answer": "Ada", "start": 1, "end": 1},
                        {"score": 0.1, "answer": "Bill Ada", "start": 0, "end": 1},
                    ]
                },
            },
            {
                "name": ("words and boxes in turn, as the public spec has them"),
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "question": "Who pays?",
                    "word_boxes": ["Ada", [100, 100, 150, 120]],
                },
                "response": {"json": [{"score": 0.7, "answer": "Ada", "start": 0, "end": 0}]},
            },
            {
                "name": "a bare answer of a model that writes",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "question": "What is the total?",
                },
                "response": {"json": {"answer": None}},
            },
        ],
    },
    "feature_extraction": {
        "module": "feature_extraction",
        "task": "feature-extraction",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "one text, a list of one back",
                "arguments": {"text": "Hello"},
                "response": {"json": [[0.5, -0.25, 1.0]]},
            },
            {
                "name": "one text, a bare vector back",
                "arguments": {"text": "Hello", "normalize": True, "truncation_direction": "left"},
                "response": {"json": [0.5, -0.25, 1.0]},
            },
            {
                "name": "one text, a vector for each token back",
                "arguments": {"text": "Hello"},
                "response": {"json": [[[0.5, 1], [0.25, -1]]]},
            },
            {
                "name": "two texts",
                "arguments": {"text": ["Hello", "World"]},
                "response": {"json": [[0.5, 1], [0.25, -0.001]]},
            },
            {
                "name": "a list of one text stays a list",
                "arguments": {"text": ["Hello"]},
                "response": {"json": {"embeddings": [[0.5, 1]]}},
            },
            {
                "name": "vectors as numbers",
                "arguments": {"text": ["Hello", "World"], "encoding_format": "float"},
                "response": {"json": [[0.5, -0.25], [1.0, 0.0]]},
            },
            {
                "name": "OpenAI style",
                "arguments": {
                    "text": ["Hello", "World"],
                    "api": "openai",
                    "dimensions": 2,
                    "model": "m",
                },
                "response": {
                    "json": {
                        "object": "list",
                        "data": [
                            {"object": "embedding", "index": 1, "embedding": [0.25, -1]},
                            {"object": "embedding", "index": 0, "embedding": [0.5, 1]},
                        ],
                        "model": "m",
                    }
                },
            },
        ],
    },
    "fill_mask": {
        "module": "fill_mask",
        "task": "fill-mask",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "one mask",
                "arguments": {"text": "Paris is the [MASK] of France."},
                "response": {
                    "json": [
                        {
                            "score": 0.99,
                            "token": 3007,
                            "token_str": "capital",
                            "sequence": "paris is the capital of france.",
                        },
                        {
                            "score": 0.001,
                            "token": 2415,
                            "token_str": "center",
                            "sequence": "paris is the center of france.",
                        },
                    ]
                },
            },
            {
                "name": "a choice of words",
                "arguments": {
                    "text": "Paris is the [MASK] of France.",
                    "targets": ["heart", "pride"],
                    "top_k": 1,
                },
                "response": {
                    "json": [
                        {
                            "score": 0.0004,
                            "token": 2540,
                            "token_str": "heart",
                            "sequence": "paris is the heart of france.",
                        }
                    ]
                },
            },
            {
                "name": "one word to judge",
                "arguments": {"text": "Paris is the [MASK] of France.", "targets": "pride"},
                "response": {
                    "json": [
                        {
                            "score": 5e-05,
                            "token": 6620,
                            "token_str": "pride",
                            "sequence": "paris is the pride of france.",
                        }
                    ]
                },
            },
            {
                "name": "two masks",
                "arguments": {"text": "[MASK] is in [MASK]."},
                "response": {
                    "json": [
                        [
                            {
                                "score": 0.5,
                                "token": 3000,
                                "token_str": "paris",
                                "sequence": "paris is in [MASK].",
                            }
                        ],
                        [
                            {
                                "score": 0.4,
                                "token": 2605,
                                "token_str": "france",
                                "sequence": "[MASK] is in france.",
                            }
                        ],
                    ]
                },
            },
        ],
    },
    "image_classification": {
        "module": "image_classification",
        "task": "image-classification",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the image alone is sent as it is",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {
                    "json": [
                        {"label": "tabby cat", "score": 0.9},
                        {"label": "tiger cat", "score": 0.06},
                    ]
                },
            },
            {
                "name": "with a parameter it travels as base64",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "top_k": 1,
                },
                "response": {"json": [{"label": "tabby cat", "score": 0.9}]},
            },
        ],
    },
    "image_segmentation": {
        "module": "image_segmentation",
        "task": "image-segmentation",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the image alone is sent as it is",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {
                    "json": [
                        {
                            "score": 0.99,
                            "label": "cat",
                            "mask": (
                                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                                "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                            ),
                        }
                    ]
                },
            },
            {
                "name": ("with parameters it travels as base64, and no scores back"),
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "subtask": "semantic",
                    "threshold": 0.5,
                },
                "response": {
                    "json": [
                        {
                            "score": None,
                            "label": "sky",
                            "mask": (
                                "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                                "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                            ),
                        }
                    ]
                },
            },
        ],
    },
    "image_text_to_image": {
        "module": "image_text_to_image",
        "task": "image-text-to-image",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "an image and a text",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "prompt": "The same cat, in the snow.",
                },
                "response": {
                    "base64": (
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                        "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                    ),
                    "content_type": "image/png",
                },
            },
            {
                "name": "a text alone",
                "arguments": {
                    "prompt": "A cat in the snow.",
                    "seed": 1,
                    "target_size": {"width": 512, "height": 256},
                },
                "response": {
                    "base64": (
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                        "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                    ),
                    "content_type": "image/png",
                },
            },
            {
                "name": "an image alone, the file inside JSON back",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {
                    "json": {
                        "image": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                            "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                        )
                    }
                },
            },
        ],
    },
    "image_text_to_video": {
        "module": "image_text_to_video",
        "task": "image-text-to-video",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "an image and a text",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "prompt": "The cat walks through the snow.",
                },
                "response": {
                    "base64": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ=",
                    "content_type": "video/mp4",
                },
            },
            {
                "name": "a text alone",
                "arguments": {
                    "prompt": "A cat walks through the snow.",
                    "num_frames": 16,
                    "seed": 1,
                },
                "response": {
                    "base64": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ=",
                    "content_type": "video/mp4",
                },
            },
            {
                "name": "an image alone, the file inside JSON back",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {"json": {"video": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ="}},
            },
        ],
    },
    "image_to_image": {
        "module": "image_to_image",
        "task": "image-to-image",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "with a prompt the image travels as base64",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "prompt": "Turn the cat into a tiger.",
                },
                "response": {
                    "base64": (
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                        "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                    ),
                    "content_type": "image/png",
                },
            },
            {
                "name": "the image alone is sent as it is",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {
                    "base64": (
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                        "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                    ),
                    "content_type": "image/png",
                },
            },
            {
                "name": "with all parameters, base64 text back",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "prompt": "A tiger",
                    "negative_prompt": "blurry",
                    "num_inference_steps": 25,
                    "guidance_scale": 7.5,
                    "target_size": {"width": 512, "height": 256},
                },
                "response": {
                    "json": (
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                        "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                    )
                },
            },
            {
                "name": "OpenAI style",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "prompt": "A tiger",
                    "api": "openai",
                    "target_size": {"width": 512, "height": 256},
                    "model": "m",
                },
                "response": {
                    "json": {
                        "created": 1,
                        "data": [
                            {
                                "b64_json": (
                                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                                    "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                                )
                            }
                        ],
                    }
                },
            },
        ],
    },
    "image_to_text": {
        "module": "image_to_text",
        "task": "image-to-text",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the image alone is sent as it is",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {"json": [{"generated_text": "a cat standing in a grassy field"}]},
            },
            {
                "name": ("with parameters it travels as base64, an object back"),
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "max_new_tokens": 20,
                    "num_beams": 2,
                },
                "response": {"json": {"generated_text": "a cat"}},
            },
        ],
    },
    "image_to_video": {
        "module": "image_to_video",
        "task": "image-to-video",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "with a prompt the image travels as base64",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "prompt": "The cat starts to dance.",
                },
                "response": {
                    "base64": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ=",
                    "content_type": "video/mp4",
                },
            },
            {
                "name": "the image alone is sent as it is",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {
                    "base64": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ=",
                    "content_type": "video/mp4",
                },
            },
            {
                "name": "with other parameters, the file inside JSON back",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "num_frames": 16,
                    "seed": 1,
                    "target_size": {"width": 512, "height": 256},
                },
                "response": {"json": {"video": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ="}},
            },
        ],
    },
    "list_models": {
        "module": "list_models",
        "task": "text-generation",
        "aliases": ["models.list"],
        "texts": [None],
        "examples": [
            {
                "name": "one model",
                "arguments": {},
                "response": {
                    "json": {
                        "object": "list",
                        "data": [
                            {
                                "id": "org/model",
                                "object": "model",
                                "created": 1718000000,
                                "owned_by": "org",
                            }
                        ],
                    }
                },
            }
        ],
    },
    "object_detection": {
        "module": "object_detection",
        "task": "object-detection",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the image alone is sent as it is",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    }
                },
                "response": {
                    "json": [
                        {
                            "score": 0.99,
                            "label": "cat",
                            "box": {"xmin": 59, "ymin": 35, "xmax": 420, "ymax": 366},
                        }
                    ]
                },
            },
            {
                "name": "with a parameter it travels as base64",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "threshold": 0.9,
                },
                "response": {"json": []},
            },
        ],
    },
    "question_answering": {
        "module": "question_answering",
        "task": "question-answering",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "one answer, as a bare object",
                "arguments": {
                    "question": "What is my name?",
                    "context": "My name is Clara and I live in Berkeley.",
                },
                "response": {"json": {"score": 0.93, "start": 11, "end": 16, "answer": "Clara"}},
            },
            {
                "name": "two answers, as a list",
                "arguments": {
                    "question": "Where do I live?",
                    "context": "I live in Berkeley.",
                    "top_k": 2,
                    "max_answer_len": 5,
                    "align_to_words": True,
                },
                "response": {
                    "json": [
                        {"score": 0.9, "start": 10, "end": 18, "answer": "Berkeley"},
                        {"score": 0.05, "start": 7, "end": 18, "answer": "in Berkeley"},
                    ]
                },
            },
        ],
    },
    "rerank": {
        "module": "rerank",
        "task": "text-ranking",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "OpenAI style",
                "arguments": {
                    "query": "What is Deep Learning?",
                    "documents": ["It rains.", "Deep Learning is a field of machine learning."],
                    "top_n": 2,
                    "return_documents": True,
                },
                "response": {
                    "json": {
                        "model": "m",
                        "results": [
                            {
                                "index": 1,
                                "relevance_score": 0.99,
                                "document": {
                                    "text": "Deep Learning is a field of machine learning."
                                },
                            },
                            {
                                "index": 0,
                                "relevance_score": 0.01,
                                "document": {"text": "It rains."},
                            },
                        ],
                    }
                },
            },
            {
                "name": "text-embeddings-inference",
                "arguments": {"query": "a", "documents": ["b"], "api": "tei", "truncate": True},
                "response": {"json": [{"index": 0, "score": 0.5}]},
            },
        ],
    },
    "sentence_similarity": {
        "module": "sentence_similarity",
        "task": "sentence-similarity",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "three sentences",
                "arguments": {
                    "sentence": "Machine learning is easy.",
                    "other_sentences": [
                        "Deep learning is straightforward.",
                        "This is hard.",
                        "I like rain.",
                    ],
                },
                "response": {"json": [0.78, 0.45, 0.03]},
            },
            {
                "name": "answer as an object, with a parameter",
                "arguments": {"sentence": "a", "other_sentences": ["b"], "truncate": True},
                "response": {"json": {"similarities": [0.5]}},
            },
        ],
    },
    "summarization": {
        "module": "summarization",
        "task": "summarization",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "a list of one back",
                "arguments": {
                    "text": (
                        "The Eiffel Tower is 330 metres tall, about as ta"
                        "ll as 81 storeys of a house."
                    )
                },
                "response": {"json": [{"summary_text": "The Eiffel Tower is 330 metres tall."}]},
            },
            {
                "name": "with parameters, an object back",
                "arguments": {
                    "text": "It rained. It rained again.",
                    "clean_up_tokenization_spaces": True,
                    "generate_parameters": {"max_new_tokens": 5},
                    "truncation": "longest_first",
                    "extra_body": {"min_length": 1},
                },
                "response": {"json": {"summary_text": "It rained."}},
            },
        ],
    },
    "table_question_answering": {
        "module": "table_question_answering",
        "task": "table-question-answering",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "one answer, as an object",
                "arguments": {
                    "table": {
                        "Repository": ["Transformers", "Datasets"],
                        "Stars": ["36542", "4512"],
                    },
                    "query": "How many stars in all?",
                },
                "response": {
                    "json": {
                        "answer": "SUM > 36542, 4512",
                        "coordinates": [[0, 1], [1, 1]],
                        "cells": ["36542", "4512"],
                        "aggregator": "SUM",
                    }
                },
            },
            {
                "name": ("with parameters, a list back from a model that writes"),
                "arguments": {
                    "table": {"year": ["1998", "2002"]},
                    "query": "Which year is the last?",
                    "padding": "longest",
                    "sequential": False,
                    "truncation": True,
                },
                "response": {"json": [{"answer": "2002"}]},
            },
        ],
    },
    "tabular_classification": {
        "module": "tabular_classification",
        "task": "tabular-classification",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "numbers as classes",
                "arguments": {
                    "table": {"fixed_acidity": ["7.4", "7.8"], "alcohol": ["9.4", "9.8"]}
                },
                "response": {"json": [5, 6]},
            },
            {
                "name": "names as classes",
                "arguments": {"table": {"petal_length": ["1.4", "4.7"]}},
                "response": {"json": ["setosa", "versicolor"]},
            },
        ],
    },
    "tabular_regression": {
        "module": "tabular_regression",
        "task": "tabular-regression",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "two rows",
                "arguments": {"table": {"Height": ["11.52", "12.48"], "Length": ["23.2", "24.0"]}},
                "response": {"json": [110.25, 120.5]},
            }
        ],
    },
    "text_classification": {
        "module": "text_classification",
        "task": "text-classification",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "sentiment",
                "arguments": {"text": "I like this very much."},
                "response": {
                    "json": [
                        {"label": "positive", "score": 0.98},
                        {"label": "negative", "score": 0.02},
                    ]
                },
            },
            {
                "name": "nested answer of the hosted API, with parameters",
                "arguments": {"text": "Terrible.", "top_k": 1, "function_to_apply": "softmax"},
                "response": {"json": [[{"label": "negative", "score": 0.97}]]},
            },
        ],
    },
    "text_generation": {
        "module": "text_generation",
        "task": "text-generation",
        "aliases": [],
        "texts": [None, ("generated_text",), None, None],
        "examples": [
            {
                "name": "the text",
                "arguments": {"prompt": "The huggingface_hub library is ", "max_new_tokens": 12},
                "response": {"json": [{"generated_text": "100% open source"}]},
            },
            {
                "name": "with details, an object back",
                "arguments": {
                    "prompt": "1 2",
                    "details": True,
                    "decoder_input_details": True,
                    "stop": ["4"],
                    "temperature": 0.5,
                },
                "response": {
                    "json": {
                        "generated_text": " 3",
                        "details": {
                            "finish_reason": "eos_token",
                            "generated_tokens": 1,
                            "seed": None,
                            "prefill": [{"id": 1, "text": "1", "logprob": None}],
                            "tokens": [{"id": 3, "text": " 3", "logprob": -0.25, "special": False}],
                        },
                    }
                },
            },
            {
                "name": "streamed texts",
                "arguments": {"prompt": "1 2", "stream": True},
                "response": {
                    "events": [
                        {
                            "index": 1,
                            "token": {"id": 3, "text": " 3", "logprob": -0.25, "special": False},
                            "generated_text": None,
                            "details": None,
                        },
                        {
                            "index": 2,
                            "token": {"id": 4, "text": " 4", "logprob": -0.5, "special": False},
                            "generated_text": " 3 4",
                            "details": None,
                        },
                    ]
                },
            },
            {
                "name": "streamed tokens",
                "arguments": {
                    "prompt": "1 2",
                    "stream": True,
                    "details": True,
                    "grammar": {"type": "regex", "value": "[0-9 ]+"},
                },
                "response": {
                    "events": [
                        {
                            "index": 1,
                            "token": {"id": 3, "text": " 3", "logprob": -0.25, "special": False},
                            "generated_text": None,
                            "details": None,
                        },
                        {
                            "index": 2,
                            "token": {"id": 0, "text": "</s>", "logprob": -0.5, "special": True},
                            "generated_text": " 3",
                            "details": {
                                "finish_reason": "eos_token",
                                "generated_tokens": 2,
                                "input_length": 2,
                                "seed": None,
                            },
                        },
                    ]
                },
            },
            {
                "name": "OpenAI style",
                "arguments": {"prompt": "1 2", "api": "openai", "max_new_tokens": 3, "model": "m"},
                "response": {
                    "json": {
                        "id": "x",
                        "choices": [{"index": 0, "text": " 3 4", "finish_reason": "length"}],
                        "usage": {"completion_tokens": 3},
                    }
                },
            },
            {
                "name": "OpenAI style, streamed",
                "arguments": {"prompt": "1 2", "api": "openai", "stream": True},
                "response": {
                    "events": [
                        {"choices": [{"index": 0, "text": " 3", "finish_reason": ""}]},
                        {"choices": [{"index": 0, "text": " 4", "finish_reason": "length"}]},
                        {"choices": [], "usage": {"completion_tokens": 2}},
                        "[DONE]",
                    ]
                },
            },
            {
                "name": "OpenAI style, with details",
                "arguments": {
                    "prompt": "1 2",
                    "api": "openai",
                    "details": True,
                    "top_n_tokens": 1,
                    "temperature": 0,
                    "model": "m",
                },
                "response": {
                    "json": {
                        "choices": [
                            {
                                "index": 0,
                                "text": " 3",
                                "finish_reason": "stop",
                                "logprobs": {
                                    "text_offset": [0],
                                    "tokens": [" 3"],
                                    "token_logprobs": [-0.25],
                                    "top_logprobs": [{" 3": -0.25}],
                                },
                            }
                        ],
                        "usage": {"completion_tokens": 1},
                    }
                },
            },
        ],
    },
    "text_to_audio": {
        "module": "text_to_audio",
        "task": "text-to-audio",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "an encoded file back",
                "arguments": {"text": "A slow waltz on the piano"},
                "response": {
                    "base64": (
                        "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQgAAAAAAAAAAAAAAA=="
                    ),
                    "content_type": "audio/wav",
                },
            },
            {
                "name": "bare samples back, of one channel",
                "arguments": {"text": "Rain", "do_sample": True, "max_new_tokens": 256},
                "response": {"json": {"audio": [0, 0, 0, 0], "sampling_rate": 8000}},
            },
            {
                "name": "bare samples back, in a list of channels",
                "arguments": {"text": "Rain"},
                "response": {"json": {"audio": [[0, 0, 0, 0]], "sampling_rate": 8000}},
            },
            {
                "name": "OpenAI style",
                "arguments": {
                    "text": "Hello",
                    "api": "openai",
                    "voice": "alloy",
                    "response_format": "wav",
                    "speed": 1.5,
                    "model": "m",
                },
                "response": {
                    "base64": (
                        "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQgAAAAAAAAAAAAAAA=="
                    ),
                    "content_type": "audio/wav",
                },
            },
        ],
    },
    "text_to_image": {
        "module": "text_to_image",
        "task": "text-to-image",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the file itself back",
                "arguments": {"prompt": "An astronaut riding a horse on the moon."},
                "response": {
                    "base64": (
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                        "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                    ),
                    "content_type": "image/png",
                },
            },
            {
                "name": "with parameters, base64 text back",
                "arguments": {
                    "prompt": "A cat",
                    "negative_prompt": "blurry",
                    "height": 512,
                    "width": 512,
                    "num_inference_steps": 25,
                    "guidance_scale": 7.5,
                    "scheduler": "DDIMScheduler",
                    "seed": 0,
                },
                "response": {
                    "json": (
                        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                        "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                    )
                },
            },
            {
                "name": "the file inside JSON back",
                "arguments": {"prompt": "A cat", "extra_body": {"num_images_per_prompt": 1}},
                "response": {
                    "json": {
                        "image": (
                            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAA"
                            "EAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQ"
                            "AAAABJRU5ErkJggg=="
                        )
                    }
                },
            },
            {
                "name": "OpenAI style",
                "arguments": {
                    "prompt": "A cat",
                    "api": "openai",
                    "width": 512,
                    "height": 256,
                    "model": "m",
                },
                "response": {
                    "json": {
                        "created": 1,
                        "data": [
                            {
                                "b64_json": (
                                    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                                    "CklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
                                )
                            }
                        ],
                    }
                },
            },
        ],
    },
    "text_to_speech": {
        "module": "text_to_speech",
        "task": "text-to-speech",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "an encoded file back",
                "arguments": {"text": "Hello"},
                "response": {
                    "base64": (
                        "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQgAAAAAAAAAAAAAAA=="
                    ),
                    "content_type": "audio/wav",
                },
            },
            {
                "name": "bare samples back",
                "arguments": {"text": "Hello", "do_sample": True},
                "response": {"json": {"audio": [[0, 0, 0, 0]], "sampling_rate": 8000}},
            },
            {
                "name": "OpenAI style",
                "arguments": {
                    "text": "Hello",
                    "api": "openai",
                    "voice": "alloy",
                    "response_format": "wav",
                    "speed": 1.5,
                    "model": "m",
                },
                "response": {
                    "base64": (
                        "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQgAAAAAAAAAAAAAAA=="
                    ),
                    "content_type": "audio/wav",
                },
            },
        ],
    },
    "text_to_video": {
        "module": "text_to_video",
        "task": "text-to-video",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the file itself back",
                "arguments": {"prompt": "A young man walking on the street."},
                "response": {
                    "base64": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ=",
                    "content_type": "video/mp4",
                },
            },
            {
                "name": ("with a list of negative prompts, the file inside JSON back"),
                "arguments": {
                    "prompt": "A cat",
                    "negative_prompt": ["blurry", "text"],
                    "num_frames": 16,
                    "guidance_scale": 9,
                    "seed": 1,
                },
                "response": {"json": {"video": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ="}},
            },
            {
                "name": "with one negative prompt",
                "arguments": {
                    "prompt": "A cat",
                    "negative_prompt": "blurry",
                    "num_inference_steps": 25,
                },
                "response": {
                    "base64": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ=",
                    "content_type": "video/mp4",
                },
            },
        ],
    },
    "token_classification": {
        "module": "token_classification",
        "task": "token-classification",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "entities",
                "arguments": {"text": "My name is Sarah Jessica Parker."},
                "response": {
                    "json": [
                        {
                            "entity_group": "PER",
                            "score": 0.99,
                            "word": "Sarah Jessica Parker",
                            "start": 11,
                            "end": 31,
                        }
                    ]
                },
            },
            {
                "name": "tokens, from a tokenizer that keeps no places",
                "arguments": {
                    "text": "Sarah",
                    "aggregation_strategy": "none",
                    "ignore_labels": ["O"],
                },
                "response": {
                    "json": [
                        {
                            "entity": "B-PER",
                            "score": 0.99,
                            "index": 1,
                            "word": "Sarah",
                            "start": None,
                            "end": None,
                        }
                    ]
                },
            },
        ],
    },
    "tokenize": {
        "module": "tokenize",
        "task": "text-generation",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "text-generation-inference",
                "arguments": {"text": "Hi you"},
                "response": {
                    "json": [
                        {"id": 1, "text": "Hi", "start": 0, "stop": 2},
                        {"id": 2, "text": " you", "start": 2, "stop": 6},
                    ]
                },
            },
            {
                "name": "text-embeddings-inference",
                "arguments": {"text": "Hi", "add_special_tokens": True},
                "response": {
                    "json": [
                        [
                            {
                                "id": 101,
                                "text": "[CLS]",
                                "special": True,
                                "start": None,
                                "stop": None,
                            },
                            {"id": 1, "text": "hi", "special": False, "start": 0, "stop": 2},
                        ]
                    ]
                },
            },
            {
                "name": "llama.cpp",
                "arguments": {"text": "Hi", "api": "llama.cpp"},
                "response": {
                    "json": {"tokens": [{"id": 1, "piece": "H"}, {"id": 2, "piece": "i"}]}
                },
            },
            {
                "name": "llama.cpp, a character in two tokens",
                "arguments": {"text": "☃!", "api": "llama.cpp"},
                "response": {
                    "json": {
                        "tokens": [
                            {"id": 1, "piece": [226, 152]},
                            {"id": 2, "piece": [131]},
                            {"id": 3, "piece": "!"},
                        ]
                    }
                },
            },
            {
                "name": "vLLM",
                "arguments": {"text": "Hi", "api": "vllm", "model": "m"},
                "response": {
                    "json": {
                        "count": 2,
                        "max_model_len": 10,
                        "tokens": [1, 2],
                        "token_strs": ["H", "i"],
                    }
                },
            },
        ],
    },
    "translation": {
        "module": "translation",
        "task": "translation",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "a list of one back",
                "arguments": {"text": "My name is Wolfgang and I live in Berlin."},
                "response": {
                    "json": [{"translation_text": "Mein Name ist Wolfgang und ich lebe in Berlin."}]
                },
            },
            {
                "name": "between two languages of many, an object back",
                "arguments": {
                    "text": "Good morning",
                    "src_lang": "en_XX",
                    "tgt_lang": "fr_XX",
                    "truncation": "only_first",
                    "generate_parameters": {"num_beams": 2},
                },
                "response": {"json": {"translation_text": "Bonjour"}},
            },
        ],
    },
    "video_classification": {
        "module": "video_classification",
        "task": "video-classification",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "the video alone is sent as it is",
                "arguments": {"video": {"$base64": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ="}},
                "response": {
                    "json": [
                        {"label": "playing guitar", "score": 0.8},
                        {"label": "singing", "score": 0.1},
                    ]
                },
            },
            {
                "name": "with parameters it travels as base64",
                "arguments": {
                    "video": {"$base64": "AAAAGGZ0eXBtcDQyAAAAAG1wNDJpc29tAAAACG1kYXQ="},
                    "top_k": 1,
                    "function_to_apply": "softmax",
                    "num_frames": 8,
                    "frame_sampling_rate": 4,
                },
                "response": {"json": [{"label": "playing guitar", "score": 0.8}]},
            },
        ],
    },
    "visual_question_answering": {
        "module": "visual_question_answering",
        "task": "visual-question-answering",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "answers with scores",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "question": "What is the animal doing?",
                },
                "response": {
                    "json": [
                        {"score": 0.78, "answer": "lying down"},
                        {"score": 0.16, "answer": "sitting"},
                    ]
                },
            },
            {
                "name": ("with a parameter, a bare answer of a model that writes"),
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "question": "How many cats are there?",
                    "top_k": 1,
                },
                "response": {"json": {"answer": "2"}},
            },
        ],
    },
    "zero_shot_classification": {
        "module": "zero_shot_classification",
        "task": "zero-shot-classification",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "two labels",
                "arguments": {
                    "text": "I have a problem with my phone.",
                    "candidate_labels": ["urgent", "phone"],
                },
                "response": {
                    "json": [{"label": "phone", "score": 0.75}, {"label": "urgent", "score": 0.25}]
                },
            },
            {
                "name": "with parameters, an answer in columns",
                "arguments": {
                    "text": "It rained all day.",
                    "candidate_labels": ["weather", "sports"],
                    "multi_label": True,
                    "hypothesis_template": "This is about {}.",
                },
                "response": {
                    "json": {
                        "sequence": "It rained all day.",
                        "labels": ["weather", "sports"],
                        "scores": [0.99, 0.01],
                    }
                },
            },
        ],
    },
    "zero_shot_image_classification": {
        "module": "zero_shot_image_classification",
        "task": "zero-shot-image-classification",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "two labels",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "candidate_labels": ["dog", "cat"],
                },
                "response": {
                    "json": [{"label": "cat", "score": 0.95}, {"label": "dog", "score": 0.05}]
                },
            },
            {
                "name": "with a sentence for the labels",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "candidate_labels": ["day", "night"],
                    "hypothesis_template": "A street by {}.",
                },
                "response": {
                    "json": [{"label": "day", "score": 0.75}, {"label": "night", "score": 0.25}]
                },
            },
        ],
    },
    "zero_shot_object_detection": {
        "module": "zero_shot_object_detection",
        "task": "zero-shot-object-detection",
        "aliases": [],
        "texts": [None],
        "examples": [
            {
                "name": "two labels",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "candidate_labels": ["cat", "remote control"],
                },
                "response": {
                    "json": [
                        {
                            "score": 0.29,
                            "label": "cat",
                            "box": {"xmin": 324, "ymin": 20, "xmax": 640, "ymax": 373},
                        }
                    ]
                },
            },
            {
                "name": "one label, with parameters",
                "arguments": {
                    "image": {
                        "$base64": (
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
                            "DUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
                        )
                    },
                    "candidate_labels": ["dog"],
                    "threshold": 0.5,
                    "top_k": 3,
                },
                "response": {"json": []},
            },
        ],
    },
}
