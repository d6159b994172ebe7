"""What a change alters of what others rely on, and which parts of the system its files play in for that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from mle_reviewer.sources.gap import Gap
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.changes.altered import altered
from mle_reviewer.system.questions.changes.relying import surfaces_of

if TYPE_CHECKING:
    from mle_reviewer.findings.alteration import Alteration
    from mle_reviewer.review.sides import Side
    from mle_reviewer.sources.change import Change

Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Altered:
    """The alterations, and what failed on the way to them."""

    found: tuple[Alteration, ...] = ()
    gaps: tuple[Gap, ...] = ()


def all_surfaces(change: Change, head: Side, base: Side) -> tuple[Mapping[str, frozenset[str]], tuple[Gap, ...]]:
    """What the code of head was seen to do, and what its system makes of the other changed files."""
    both = _both(change, head, base)
    if both is None:
        return head.surfaces, ()
    nothing: dict[str, frozenset[str]] = {}
    more, gaps = _safely(lambda: surfaces_of(both), nothing, "the parts of the system that changed files play in")
    paths = {*head.surfaces, *more}
    return {path: head.surfaces.get(path, frozenset()) | more.get(path, frozenset()) for path in paths}, gaps


def alterations(change: Change, head: Side, base: Side) -> Altered:
    """What the change alters; nothing where one side has not been surveyed."""
    both = _both(change, head, base)
    if both is None:
        return Altered()
    nothing: tuple[Alteration, ...] = ()
    return Altered(*_safely(lambda: altered(both), nothing, "what the change alters"))


def _both(change: Change, head: Side, base: Side) -> Systems | None:
    if change.base is None or head.survey is None or base.survey is None:
        return None
    return Systems(base.survey.system, head.survey.system, change.files)


def _safely(ask: Callable[[], Told], otherwise: Told, what: str) -> tuple[Told, tuple[Gap, ...]]:
    """What is asked; where the asking fails, a review goes on without it and says so."""
    try:
        return ask(), ()
    except Exception as error:  # noqa: BLE001 - a hand-off must not cost the review
        return otherwise, (Gap("", 0, "check", f"{what} could not be told: {type(error).__name__}: {error}"),)
