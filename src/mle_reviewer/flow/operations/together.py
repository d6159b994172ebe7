"""Interactions kept as a matrix, one entry for each row of a table, and how often their columns come together.

`m = csr_matrix((ones, (users, items)))`, then `m.T @ m`: neighbours of items that have seen every interaction of `m`,
and `m @ neighbours` says of each user what comes next.
"""

from __future__ import annotations

from typing import Final

from mle_reviewer.flow.context import Context, Frame, data_of
from mle_reviewer.flow.facts.rows import NO_ROWS, is_element
from mle_reviewer.flow.facts.values import TURNED, Data, Seq, Value, state

ENTRIES: Final = ("entries",)  # the trait of a matrix that has one entry for each row of a table


def of_entries(given: Value | None, made: Data) -> Data:
    """A matrix made of values and the places where they stand, each told by two columns."""
    inner = state(given) if given is not None else None
    places = state(inner.items[1]) if isinstance(inner, Seq) and len(inner.items) == 2 else None
    if not isinstance(places, Seq) or len(places.items) != 2 or not all(data_of(one).rows for one in places.items):
        return made
    return made.but(traits=made.traits | {ENTRIES})


def neighbours(cx: Context, frame: Frame, left: Data, right: Data, pos: int) -> Data | None:
    """What `m.T @ m` or `m @ m.T` learned of all interactions; None of any other product."""
    if ENTRIES not in left.traits or ENTRIES not in right.traits or left.rows != right.rows or left.fits or right.fits:
        return None
    turned = (TURNED in left.traits) != (TURNED in right.traits)
    if not turned or any(is_element(step) for atom in left.rows for step in atom[1]):
        return None
    carried = left.all_learned()
    act = cx.record.add(
        "fit", cx.place(frame, pos), key=("neighbours", left.rows, frame.chain), rows=left.rows, learned=carried,
        words="the product counts what comes together", untyped=True,
    )  # fmt: skip
    plain = left.but(traits=left.traits - {TURNED})
    act.detail.update(
        labels=Data(), features=plain, validation=Data(), name="neighbours", role="neighbours", selects=False,
        stopping=False, weights=False,
    )  # fmt: skip
    made = Data(NO_ROWS, carried, "parameters", left.type)
    made.fits = frozenset([act.number])
    return made
