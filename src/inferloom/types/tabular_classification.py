# Generated from specs/tasks/tabular_classification/
# spec sha256:5e51f146f5ae. Do not edit: change the spec, then run
# `make generate`.
"""What `tabular_classification` takes and returns."""

from typing import Any

from typing_extensions import TypeAliasType

from ..models.base import InputModel


class TabularClassificationInputData(InputModel):
    """A table."""

    data: dict[str, list[str]]
    """The table: for each column its name and its cells, from top to bottom, as many in each.
    Cells are strings, numbers too: `{"alcohol": ["9.4", "9.8"]}`.
    """


TabularClassificationOutput = TypeAliasType("TabularClassificationOutput", list[str | int | float])


class TabularClassificationInput(InputModel):
    """Request of table classification."""

    inputs: TabularClassificationInputData
    parameters: dict[str, Any] | None = None
    """Options of the server. There are none that all servers know."""
