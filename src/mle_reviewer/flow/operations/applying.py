"""What a statistic is for: whether it is put to values of the rows that it was learned of, as scaling does."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from mle_reviewer.flow.context import Context
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import Data, Learned

APPLIED: Final = "applied"  # the detail of a statistic that values of its own rows were reckoned or held against


def noted(cx: Context, values: Collection[Data]) -> None:
    """Remembers which statistics meet values of rows that they were learned of: scaled, clipped, held against it."""
    numbers = [one for one in values if one.learned and not one.rows]
    if not numbers:
        return
    met = {root for one in values if one.rows for root in roots(one.rows)}
    for one in numbers if met else ():
        meant(cx, frozenset(n for n in one.all_learned() if not met.isdisjoint(roots(cx.record.acts[n].rows))))


def meant(cx: Context, learned: Learned) -> None:
    """Remembers that statistics are there to come into every row: of groups, or of what transforms."""
    for number in learned:
        cx.record.acts[number].detail[APPLIED] = True


__all__ = ["APPLIED", "meant", "noted"]
