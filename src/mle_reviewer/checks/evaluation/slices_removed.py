"""An evaluation by groups looks at fewer groups after the change, or is gone where it stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.code.steps import Call, Loop, Routine, every
from mle_reviewer.system.code.terms import Const, Element, Group, Item, Op, Term, within
from mle_reviewer.system.doing import scores

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="Groups left out of the evaluation",
    items=("EP3", "CB3"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="systems",
)


@dataclass(frozen=True, slots=True)
class _Sliced:
    """One evaluation by groups: by which names, as far as they are written down."""

    routine: Routine
    pos: int
    groups: frozenset[str]
    by: str  # what evaluates: a function of a library, or "" for a loop of one's own


def find(systems: Systems) -> Iterator[Finding]:
    """Evaluations by groups of base in changed files whose function head has still, with fewer groups or without."""
    changed = {one.old_path for one in systems.files if one.old_path and one.path.endswith(".py")}
    before = [one for one in _sliced(systems.before, changed) if one.routine.path in changed]
    if not before:
        return
    after = list(_sliced(systems.after, None))
    everywhere = frozenset(name for one in after for name in one.groups)
    told: set[tuple[str, str]] = set()
    for was in before:
        here = systems.renamed(was.routine.path)
        routine = _routine(systems.after, here, was.routine.name) if here is not None else None
        if routine is None or (was.routine.path, was.routine.name) in told:
            continue
        now = [one for one in after if (one.routine.path, one.routine.name) == (here, was.routine.name)]
        gone = was.groups - everywhere
        if now and gone and any(one.groups for one in now):
            told.add((was.routine.path, was.routine.name))
            yield _fewer(systems, was, now[0], sorted(gone))
        elif (
            not now
            and len(after) < len(before)
            and not any(one.by == was.by for one in after)
            and _judges(systems.after, routine)
        ):
            told.add((was.routine.path, was.routine.name))
            yield _none(systems, was, routine)


def _sliced(system: System, paths: set[str] | None) -> Iterator[_Sliced]:
    for sign in system.signed("slice-metrics"):
        given = sign.given("groups")
        names = frozenset(_texts(given)) if given is not None else frozenset()
        yield _Sliced(sign.routine, sign.pos, names, sign.name)
    for routine in system.routines():
        if paths is None or routine.path in paths:
            for step in routine.every():
                names = frozenset(_looped(system, step)) if isinstance(step, Loop) else frozenset()
                if names:
                    yield _Sliced(routine, step.pos, names, "")


def _texts(term: Term) -> Iterator[str]:
    """Names of groups: a list of them, or the columns that a table is taken by."""
    for one in within(term, calls=False):
        if isinstance(one, Const) and isinstance(one.value, str):
            yield one.value


def _looped(system: System, step: Loop) -> Iterator[str]:
    """The groups that a loop goes through one by one, each with figures of the rows that belong to it."""
    over = step.over
    if not isinstance(over, Group) or not all(isinstance(one, Const) for one in over.items):
        return
    inner = list(every(step.body))
    calls = [one for one in inner if isinstance(one, Call)]
    measured = any(
        scores(system.indexed, call) or any(_judges(system, own) for own in system.indexed.own(call)) for call in calls
    )
    if measured and any(_chooses(term, over) for one in inner for term in one.terms()):
        yield from (str(one.value) for one in over.items if isinstance(one, Const))


def _chooses(term: Term, over: Group) -> bool:
    """Whether rows are taken by the group at hand: `rows[rows["region"] == group]`."""
    for one in within(term):
        if isinstance(one, Item):
            for op in within(one.key):
                if (
                    isinstance(op, Op)
                    and op.op == "=="
                    and any(isinstance(side, Element) and side.of is over for side in op.terms)
                ):
                    return True
    return False


def _judges(system: System, routine: Routine) -> bool:
    return any(scores(system.indexed, call) for call in routine.calls())


def _routine(system: System, path: str, name: str) -> Routine | None:
    module = system.indexed.module(path) if path in system.code else None
    return next((one for one in module.routines() if one.name == name), None) if module is not None else None


def _fewer(systems: Systems, was: _Sliced, now: _Sliced, gone: list[str]) -> Finding:
    names = ", ".join(f"`{name}`" for name in gone[:4])
    words = Words(
        title=f"{names} is evaluated no more" if len(gone) == 1 else f"{names} are evaluated no more",
        issue="The evaluation by groups goes on without these. The mean over everything may rise while they get worse, "
        "and nothing shows it.",
        fix="Keep the group with its figure, or say in the change who decided that it need not be watched.",
    )
    at = systems.after.at(now.routine, now.pos)
    trace = [Step(systems.before.at(was.routine, was.pos), f"evaluated by {', '.join(sorted(was.groups)[:8])} before")]
    trace.append(Step(at, f"by {', '.join(sorted(now.groups)[:8])} now"))
    return stated(CARD, at, words, trace, context=f"{now.routine.name} without {' '.join(gone)}")


def _none(systems: Systems, was: _Sliced, routine: Routine) -> Finding:
    words = Words(
        title="The evaluation looks at no groups any more",
        issue="Figures per group stood here; what is left is one figure of everything, which may rise while groups "
        "that matter get worse.",
        fix="Keep the figures per group, or name in the change where they are worked out from now on.",
    )
    at = systems.after.at(routine, routine.pos)
    trace = [Step(systems.before.at(was.routine, was.pos), "evaluated by groups before"), Step(at, "no groups now")]
    return stated(CARD, at, words, trace, context=f"{routine.name} without groups")
