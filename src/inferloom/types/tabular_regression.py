# Generated from specs/tasks/tabular_regression/
# spec sha256:de3611eb5a88. Do not edit: change the spec, then run
# `make generate`.
"""What `tabular_regression` takes and returns."""

from typing import Any

from typing_extensions import TypeAliasType

from ..models.base import InputModel


class TabularRegressionInputData(InputModel):
    """A table."""

    data: dict[str, list[str]]
    """The table: for each column its name and its cells, from top to bottom, as many in each.
    Cells are strings, numbers too: `{"alcohol": ["9.4", "9.8"]}`.
    """


TabularRegressionOutput = TypeAliasType("TabularRegressionOutput", list[float])


class TabularRegressionInput(InputModel):
    """Request of table regression."""

    inputs: TabularRegressionInputData
    parameters: dict[str, Any] | None = None
    """Options of the server. There are none that all servers know."""
