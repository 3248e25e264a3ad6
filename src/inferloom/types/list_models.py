# Generated from specs/tasks/list_models/
# spec sha256:b792144ec567. Do not edit: change the spec, then run
# `make generate`.
"""What `list_models` takes and returns."""

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class ListModelsInput(InputModel):
    """Request of the models of a server."""


class ModelCard(Model, essential=("id",)):
    """One model that a server serves."""

    id: str
    """What to pass as `model`."""
    object: str | None = None
    """`model`."""
    created: int | None = None
    """When it was made or loaded, in seconds since 1970."""
    owned_by: str | None = None
    """Who serves it."""


ListModelsOutput = TypeAliasType("ListModelsOutput", list[ModelCard])
