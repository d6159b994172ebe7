"""What credentials are told together: those of one value, of one document and its copies, and of a file of settings."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from mle_reviewer.system.questions.data.secrets.documents import is_env
from mle_reviewer.system.questions.data.secrets.secret import Secret


def is_setting(one: Secret) -> bool:
    """Whether a literal stands in a committed file of environment settings, which is told as a whole."""
    return one.proof == "named" and not one.known and is_env(one.at.path)


def files(held: Iterable[list[Secret]]) -> list[list[Secret]]:
    """What each file of settings holds, with the files that hold nothing else: they are copies of it.

    First what opens more than one's own machine.
    """
    some = [sorted(each, key=lambda one: one.opens != "all") for each in held]
    some.sort(key=lambda each: -len({one.same for one in each}))
    told: list[list[Secret]] = []
    for each in some:
        values = {one.same for one in each}
        whole = next((one for one in told if values <= {other.same for other in one}), None)
        if whole is None:
            told.append(each)
        else:
            whole.extend(each)
    return sorted(told, key=lambda each: each[0].at.path)


def together(values: Iterable[list[Secret]], weight: Callable[[Secret], Any]) -> list[list[Secret]]:
    """The places of each value, with what one document holds of a kind: its owner takes all of that out at once.

    Of a kind are keys of one issuer, and all that stands under names.
    """
    groups: list[tuple[set[Hashable], list[Secret]]] = []
    for alike in values:
        marks, group = _marks(alike, weight), list(alike)
        for other in [one for one in groups if one[0] & marks]:
            groups.remove(other)
            marks, group = marks | other[0], other[1] + group
        groups.append((marks, group))
    return [group for _, group in groups]


def _marks(alike: list[Secret], weight: Callable[[Secret], Any]) -> set[Hashable]:
    """What the places of one value are told together by: documents, and a kind; of what was accepted, the value."""
    fresh = [one for one in alike if not one.known]
    if not fresh:
        return {("value", alike[0].same)}
    named: set[Hashable] = {("document", one.at.path) for one in fresh if one.proof == "named"}
    gravest = max(fresh, key=weight)
    return named or {("document", gravest.at.path, gravest.about)}
