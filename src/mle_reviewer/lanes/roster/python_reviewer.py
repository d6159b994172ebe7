"""python-reviewer: Python that a change touches, held against the project's own linter and type checker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.errand import Errand, places
from mle_reviewer.lanes.lane import Lane
from mle_reviewer.lanes.tools.mypy import MYPY
from mle_reviewer.lanes.tools.ruff import RUFF

_LOADS: Final = ("unsafe-load", "safe-load-removed", "runs-remote-code")
_MOST: Final = 3  # of one kind that are asked about


def _comes_up(errand: Errand) -> tuple[Step, ...]:
    return places(errand.paths("python", "notebook"), "Python is changed", errand)


def _asks(errand: Errand) -> tuple[str, ...]:
    return tuple(_questions(errand))


def _questions(errand: Errand) -> Iterator[str]:
    """What the change does that a reader of Python would stop at; nothing where it does nothing of the kind."""
    for one in errand.alterations("signature")[:_MOST]:
        calls = ", ".join(map(str, one.elsewhere))
        yield f"`{one.name}` {one.says} now ({one.at}), and calls left as they were do not fit: {calls}. Do they run?"
    told = {(found.at.path, found.at.line) for found in errand.findings}
    for one in errand.alterations("swallowed")[:_MOST]:
        if (one.at.path, one.at.line) not in told:
            yield f"{one.at} {one.says} on {one.name}: which errors are meant, and who learns of the others?"
    untyped = errand.alterations("untyped")
    if untyped:
        named = ", ".join(f"`{one.name}` ({one.at})" for one in untyped[:_MOST])
        more = f" and {len(untyped) - _MOST} more" if len(untyped) > _MOST else ""
        yield f"{named}{more}: new and without types, where {untyped[0].says}. What do they take and give back?"
    for found in errand.found(*_LOADS)[:2]:
        if errand.whole or errand.is_near(found.at):
            yield f"{found.title} ({found.at}): who can write what is read there?"


LANE = Lane("python-reviewer", _comes_up, _asks, (RUFF, MYPY))
