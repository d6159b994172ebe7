"""Which groups got worse from one state to another while the whole got better, by more than chance may do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.system.questions.measuring.told import Measure, Told

_SMALLEST: Final = 0.01  # of what lies between nothing and one
_SHARE: Final = 0.05  # of what is missing to the end of the scale, or of the figure itself
_GAIN: Final = 0.001
_GAIN_SHARE: Final = 0.005
_FEW: Final = 30  # examples
_DEVIATIONS: Final = 2
_OTHER_ROWS: Final = 0.02  # by which share the number of examples may differ between both states
_HUNDRED: Final = 100.0
# Measures that weigh both kinds of mistakes; the others are traded against each other.
_BALANCED: Final = frozenset({
    "F1", "F2", "F-beta", "average precision", "ROC AUC", "balanced accuracy", "accuracy", "IoU", "Dice", "MCC",
    "kappa", "NDCG", "MRR", "Brier score", "R2", "error rate",
})  # fmt: skip
_TRADED: Final = frozenset({
    "precision", "recall", "fpr", "fnr", "tpr", "tnr", "specificity", "sensitivity", "accuracy", "error rate",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure in two states."""

    before: Told
    after: Told
    document: str = ""  # where it is told, if not beside the others

    @property
    def measure(self) -> Measure:
        """What it is a figure of."""
        return self.after.measure


@dataclass(frozen=True, slots=True)
class Worsened:
    """A group that got worse, and the figure of everything that got better (None: the mean over the groups did)."""

    group: Pair
    whole: Pair | None
    better: int
    worse: int
    also: tuple[str, ...] = ()  # its other figures that got worse

    @property
    def weight(self) -> tuple[bool, float]:
        """Which of several is told first: the figure that weighs both kinds of mistakes, then the largest loss."""
        return self.group.measure.name in _BALANCED, -(gain(self.group) or 0.0) / (noise(self.group) or 1.0)


def values(pair: Pair) -> tuple[float, float] | None:
    """Both values on one scale; None where they are told on different ones."""
    one, other = pair.before.value, pair.after.value
    if pair.measure.gap:
        one, other = abs(one), abs(other)
    if pair.measure.bounded:
        largest, least = max(abs(one), abs(other)), min(abs(one), abs(other))
        if largest > _HUNDRED or (largest > 1 and 0 < least <= 1):
            return None
        if largest > 1:
            one, other = one / _HUNDRED, other / _HUNDRED
    return one, other


def gain(pair: Pair) -> float | None:
    """How much better the second state is; below nothing where it is worse."""
    both = values(pair)
    if both is None:
        return None
    return both[0] - both[1] if pair.measure.lower else both[1] - both[0]


def noise(pair: Pair) -> float | None:
    """What a figure may differ by for nothing; None where so few examples stand behind it that it says nothing."""
    both = values(pair)
    if both is None:
        return None
    counts = [one for one in (pair.before.support, pair.after.support) if one is not None]
    if counts and min(counts) < _FEW:
        return None
    one = both[0]
    if not pair.measure.bounded:
        return max(_SHARE * abs(one), _SHARE * _SHARE)
    share = min(max(one, 0.0), 1.0)
    least = max(_SMALLEST, _SHARE * min(share, 1 - share))
    if counts:
        spread = max(share * (1 - share), _SMALLEST)
        least = max(least, _DEVIATIONS * math.sqrt(spread / min(counts)))
    return least


def of_other_rows(pair: Pair) -> bool:
    """Whether both states were told of other examples, as far as their numbers say."""
    one, other = pair.before.support, pair.after.support
    return one is not None and other is not None and abs(one - other) > _OTHER_ROWS * max(one, other)


def _better(pair: Pair) -> bool:
    some, both = gain(pair), values(pair)
    if some is None or both is None:
        return False
    return some >= (_GAIN if pair.measure.bounded else max(_GAIN_SHARE * abs(both[0]), _GAIN * _GAIN))


def _worse(pair: Pair) -> bool:
    some, least = gain(pair), noise(pair)
    return some is not None and least is not None and -some >= least * (1 - 1e-9)


def worsened(pairs: Iterable[Pair], *, by_mean: bool) -> Iterator[Worsened]:
    """The groups that got worse in a figure of which the whole got better.

    `by_mean`: where no figure of the whole is told, the mean over all groups stands for it.
    """
    some = [*pairs]
    if any(of_other_rows(one) for one in some):
        return
    parts: dict[tuple[str, ...], list[Pair]] = {}
    for one in some:
        parts.setdefault(one.after.within, []).append(one)
    for within, here in parts.items():
        for known in dict.fromkeys(one.measure.name for one in here):
            alike = [one for one in here if one.measure.name == known]
            groups = [one for one in alike if one.after.group]
            wholes = [one for one in alike if not one.after.group] or _wholes_near(some, known, within)
            if not wholes and not (by_mean and _mean_better(groups)):
                continue
            lost = [one for one in groups if _worse(one) and not _traded(one, here) and _gained(one, wholes)]
            up = sum(_better(one) for one in groups)
            if lost and (wholes or up > len(lost) or (up == len(lost) and known not in _TRADED)):
                down = max(lost, key=lambda one: -(gain(one) or 0.0))
                beside = [one for one in here if one.after.group == down.after.group and (gain(one) or 0.0) < 0]
                also = tuple(dict.fromkeys(one.measure.name for one in beside if one.measure != down.measure))
                yield Worsened(down, next(iter(_own(down, wholes)), None), up, len(lost), also)


def _own(group: Pair, wholes: list[Pair]) -> list[Pair]:
    """The figures of everything that are called as the group's is; all of them where none is (`macro avg f1`)."""
    return [one for one in wholes if one.after.spelled == group.after.spelled] or wholes


def _gained(group: Pair, wholes: list[Pair]) -> bool:
    return all(_better(one) for one in _own(group, wholes))


def _wholes_near(some: list[Pair], known: str, within: tuple[str, ...]) -> list[Pair]:
    """The figures of everything that stand nearest, in another part of the document."""

    def shared(one: Pair) -> int:
        both = zip(one.after.within, within, strict=False)
        return next((n for n, (a, b) in enumerate(both) if a != b), min(len(one.after.within), len(within)))

    wholes = [one for one in some if not one.after.group and one.measure.name == known]
    nearest = max((shared(one) for one in wholes), default=0)
    return [one for one in wholes if shared(one) == nearest]


def _mean_better(groups: list[Pair]) -> bool:
    gains = [some for one in groups if (some := gain(one)) is not None]
    up = sum(_better(one) for one in groups)
    if len(gains) < 2 or not up or sum(gains) <= 0:  # noqa: PLR2004 - one group has no others beside it
        return False
    first = groups[0]
    mean = sum(gains) / len(gains)
    both = [value[0] for one in groups if (value := values(one)) is not None]
    return mean >= (_GAIN if first.measure.bounded else _GAIN_SHARE * abs(sum(both) / len(both)))


def _traded(pair: Pair, here: list[Pair]) -> bool:
    """Whether it was traded: a figure that weighs both kinds of mistakes says that the group got no worse."""
    if pair.measure.name not in _TRADED:
        return False
    beside = [one for one in here if one.after.group == pair.after.group and one.measure.name in _BALANCED]
    beside = [one for one in beside if one.measure.name != pair.measure.name]
    return bool(beside) and not any(_worse(one) for one in beside)
