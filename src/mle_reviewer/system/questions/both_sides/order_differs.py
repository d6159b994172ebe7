"""Models that are asked with values in another order than the one in which they learned from their columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.questions.answering.predicting import answered
from mle_reviewer.system.questions.both_sides.column_order import order_of
from mle_reviewer.system.questions.both_sides.learned_as import Fit, fits_of, given_rows
from mle_reviewer.system.questions.both_sides.orders import Order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.questions.answering.predicting import Asked, Path
    from mle_reviewer.system.system import System

_ALONE: Final = frozenset({"estimator", "clusterer"})
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Differing:
    """A model that is asked by one order and learned by another; `place` is the first that differs."""

    path: Path
    asked: Asked
    fit: Fit
    served: Order
    learned: Order
    place: int
    tied: bool

    @property
    def whole(self) -> bool:
        """Whether both sides name the same columns, so that nothing but their order differs."""
        return {*_spelled(self.served)} == {*_spelled(self.learned)}

    @property
    def exchanged(self) -> bool:
        """Whether columns stand in each other's places."""
        now, was = _spelled(self.served), _spelled(self.learned)
        moved = _moved(now, was)
        return {was.index(now[place]) for place in moved} == {*moved}

    @property
    def named(self) -> bool:
        """Whether names go with the values on both sides."""
        return not self.served.plain and not self.learned.plain


def orders_differing(system: System) -> Iterator[Differing]:
    """Where the order differs, as far as it is known on both sides, and known of which model."""
    seen: set[int] = set()
    for path in answered(system):
        for asked in path.predicts:
            if id(asked.call) in seen:
                continue
            seen.add(id(asked.call))
            yield from _differing(system, path, asked)


def _differing(system: System, path: Path, asked: Asked) -> Iterator[Differing]:
    rows = given_rows(system, asked.call)
    served = order_of(system, rows) if rows is not None else None
    if served is None:
        return
    found = []
    behind = fits_of(system, asked)
    for fit in behind.fits:
        learned = order_of(system, fit.rows)
        place = _first(served, learned) if learned is not None else None
        if learned is None or place is None:
            return
        found.append(Differing(path, asked, fit, served, learned, place, behind.tied))
    one = found[0] if found else None
    if one is None or not (one.tied or one.whole):
        return
    if not (one.named and not _checks_order(system, one.fit)):
        yield one


def _checks_order(system: System, fit: Fit) -> bool:
    """Whether it is a model alone that is fitted: what stands before it in a pipeline may take columns by name."""
    roles = [
        known.role
        for thing in system.indexed.things(fit.call.callee)
        if isinstance(thing, Thing) and (known := system.table.find_class(thing.path)) is not None
    ]
    return bool(roles) and all(role in _ALONE for role in roles)


def _spelled(order: Order) -> tuple[str, ...]:
    return tuple("".join(letter for letter in name.lower() if letter.isalnum()) for name in order.names)


def _first(served: Order, learned: Order) -> int | None:
    """The first place where another column stands; None where too few names are the same to tell."""
    now, was = _spelled(served), _spelled(learned)
    same = {*now} & {*was}
    if (
        len(now) != len(was)
        or len({*now}) != len(now)
        or len({*was}) != len(was)
        or len(same) < max(_FEWEST, len(now) / 2)
    ):
        return None
    moved = _moved(now, was)
    return moved[0] if len(moved) >= _FEWEST else None


def _moved(now: tuple[str, ...], was: tuple[str, ...]) -> list[int]:
    """The places whose column stands somewhere else on the other side."""
    return [place for place, name in enumerate(now) if name in was and was.index(name) != place]
