"""What a change did to deeds: those of base beside the same ones of head, and the protection that splits lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from mle_reviewer.flow.questions.deeds import Cut, Deed, Deeds, Split, Training
from mle_reviewer.sources.location import Location

D = TypeVar("D", bound=Deed)


@dataclass(frozen=True, slots=True)
class Changed:
    """The deeds of both sides, and the pairs (base, head) that are the same deed, wherever it stands now."""

    base: Deeds = ()
    head: Deeds = ()
    pairs: tuple[tuple[Deed, Deed], ...] = ()

    def of(self, kind: type[D]) -> Iterator[tuple[D, D]]:
        """The pairs of one kind that work on the same rows and no longer say the same."""
        for base, head in self.pairs:
            if (
                isinstance(base, kind)
                and isinstance(head, kind)
                and base.says() != head.says()
                and same_rows(base, head)
            ):
                yield base, head

    def context(self, at: Location) -> str:
        """The statement of head at a place."""
        return next((deed.context for deed in self.head if deed.at == at), "")


def same_rows(base: Deed, head: Deed) -> bool:
    """Whether two deeds may be on the same rows: a common source, or one that is not known ("" is a parameter)."""
    ours, theirs = base.sources, head.sources
    return not ours or not theirs or "" in ours | theirs or bool(ours & theirs)


@dataclass(frozen=True, slots=True)
class Loss:
    """A protection that one cut of base gave and no cut of head gives; `now` is what parts the rows instead."""

    before: Cut
    now: Cut


def losses(changed: Changed, had: Callable[[Cut], bool], kept: Callable[[Cut], bool]) -> Iterator[Loss]:
    """Where rows were parted by a cut that `had` something, and are parted by chance now and by nothing that `kept` it.

    A cut that could not be followed may have kept it.
    """
    seen: set[Location] = set()
    for before, now in partings(changed):
        lost = next((cut for cut in before if had(cut)), None)
        instead = next((cut for cut in now if cut.by == "chance"), None)
        if lost is None or instead is None or any(cut.by == "unknown" or kept(cut) for cut in now):
            continue
        if instead.at not in seen:
            seen.add(instead.at)
            yield Loss(lost, instead)


def partings(changed: Changed) -> Iterator[tuple[tuple[Cut, ...], tuple[Cut, ...]]]:
    """How the same rows were parted before and are parted now: for every fit, and for every split by itself."""
    for base, head in changed.of(Training):
        yield base.cuts, head.cuts
    beside = [one.cuts for one in changed.head if isinstance(one, Training)]
    for before, now in changed.of(Split):
        around = [cut for cuts in beside if now.cut in cuts for cut in cuts]
        yield (before.cut,), (now.cut, *around)
