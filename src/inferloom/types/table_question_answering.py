# Generated from specs/tasks/table_question_answering/
# spec sha256:053e48db98d4. Do not edit: change the spec, then run
# `make generate`.
"""What `table_question_answering` takes and returns."""

from typing import Literal

from typing_extensions import TypeAliasType

from ..models.base import InputModel, Model


class TableQuestionAnsweringInputData(InputModel):
    """A table and a question about it."""

    table: dict[str, list[str]]
    """The table: for each column its name and its cells, from top to bottom. Cells are strings,
    numbers too: `{"year": ["1998", "2002"]}`.
    """
    query: str
    """The question."""
    question: str | None = None
    """Another name of `query`, which the public spec has. `table_question_answering` does not
    send it.
    """


Padding = TypeAliasType("Padding", Literal["do_not_pad", "longest", "max_length"])


class TableQuestionAnsweringOutputElement(Model, essential=("answer",)):
    """Answer to a question about a table."""

    answer: str
    """The answer: the cells in words, behind the aggregator if there is one, as in `SUM > 36542,
    4512`.
    """
    coordinates: list[list[int]] | None = None
    """Row and column of each cell that the answer comes from, both from 0. None if the model
    writes its answers.
    """
    cells: list[str] | None = None
    """Content of these cells. None if the model writes its answers."""
    aggregator: str | None = None
    """What makes one answer of the cells, such as `SUM`, `AVERAGE` or `COUNT`, if the model can
    do that.
    """


class TableQuestionAnsweringParameters(InputModel):
    """Options of question answering on tables."""

    padding: Padding | None = None
    """How far to pad texts: `do_not_pad`, to the `longest` of the request, or to the
    `max_length` of the model. `do_not_pad` by default.
    """
    sequential: bool | None = None
    """Answer questions one after another, each with the answers before it in view, as models for
    conversations need. False by default.
    """
    truncation: bool | None = None
    """Drop rows from the end of a table that is too long for the model. False by default."""


class TableQuestionAnsweringInput(InputModel):
    """Request of question answering on tables."""

    inputs: TableQuestionAnsweringInputData
    parameters: TableQuestionAnsweringParameters | None = None
