"""The types of a table's columns: each stands under the name of its column, and a condition on them chooses names."""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.effects.tables import column_names
from mle_reviewer.flow.facts.values import TYPES, UNKNOWN, Data, Seq, Value
from mle_reviewer.flow.operations.call import Call, Effect

_TABLES: Final = frozenset({"frame", TYPES})


def column_types(call: Call) -> Value:
    """`table.dtypes`: a type for each name, or pairs of both."""
    if call.first.kind not in _TABLES:
        return UNKNOWN
    names = column_names(call)
    if not isinstance(names, Data):
        return UNKNOWN
    if call.word("layout"):
        return Seq((), Seq((names.but(kind="name"), UNKNOWN)), "list")
    return names.but(kind=TYPES, type=str(call.word("type")))


EFFECTS: Final[dict[str, Effect]] = {"column-types": column_types}
