"""A credential that a program takes from its environment or a store of secrets is written to the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Call, Choice, Const, Group, Item, Op, Param, Result, Term
from mle_reviewer.system.questions.costing.unattended import by_hand, unattended
from mle_reviewer.system.questions.data.secrets.entries import entry_names, variable
from mle_reviewer.system.questions.data.secrets.telling import telling
from mle_reviewer.system.questions.recording.written_out import logs, pieces, written_out
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Credential written to the log",
    items=("DL5", "CB9"),
    severity=Severity.HIGH,
    risk="other",
    sees="system",
    security=True,
    lane="security-reviewer",
    read=(4, 10),
)
_DEEPEST: Final = 4
_TELLS: Final = 8  # signs from its beginning: who sees them knows whose key it is, and a part of it
_SAME: Final = frozenset({"strip", "rstrip", "lstrip"})
_BEGINNING: Final = "the beginning of "


@dataclass(frozen=True, slots=True)
class _Logged:
    """A log call that is given a credential: what it is in words, and where that was taken."""

    routine: Routine
    call: Call
    about: str
    pos: int


def find(system: System) -> Iterator[Finding]:
    """Log calls that are given the value of a variable whose name says that it is secret, or what a store gave."""
    for some in by_cause(_logged(system), lambda one: (one.routine.path, one.routine.function, one.about)):
        yield _said(system, some)


def _logged(system: System) -> Iterator[_Logged]:
    taken = {id(sign.call): sign.name for sign in system.signed("credential")}
    asked = {id(sign.call): sign.given("name") for sign in system.signed("environment")}
    for routine in system.routines():
        for call in routine.calls():
            if not logs(system, call):
                continue
            some = (_credential(system, one, taken, asked, 0) for one in _written(system, call))
            found = next(filter(None, some), None)
            if found is None or (found[0].startswith(_BEGINNING) and by_hand(system, routine)):
                continue  # a few signs on the screen of whoever has the key
            yield _Logged(routine, call, *found)


def _said(system: System, some: list[_Logged]) -> Finding:
    """The finding of a credential that a function logs, once or several times."""
    routine, call, about, pos = some[0].routine, some[0].call, some[0].about, some[0].pos
    at = system.at(routine, call.pos)
    words = Words(
        title="A credential is written to the log",
        issue=f"The log is given {about} as it is. Logs of runs and of CI are kept, copied and read by people "
        "who may not have the credential, and it stays good until somebody revokes it.",
        fix="Remove it from the log (say only whether it is set), and revoke what has been logged.",
    )
    trace = [Step(at, f"the log is given {about}")]
    if pos and pos != call.pos and system.at(routine, pos).path == at.path:
        trace.insert(0, Step(system.at(routine, pos), f"{about} is taken"))
    trace += again((system.at(one.routine, one.call.pos), f"the log is given {about}") for one in some[1:])
    # Whoever starts a script has the credential, and reads what it says on a screen of their own.
    kept = unattended(system, routine) and not about.startswith(_BEGINNING)
    severity = CARD.severity if kept else Severity.MEDIUM
    return stated(CARD, at, words, trace, context=system.source(routine, call.pos), severity=severity)


def _written(system: System, call: Call) -> Iterator[Term]:
    """What a call writes out, and what callers put into a text that they hand to it."""
    for term in written_out(call):
        yield term
        for given in system.indexed.given(term) if isinstance(term, Param) else ():
            yield from pieces(given)


def _beginning(term: Item) -> Term | None:
    """Of what a term is so long a beginning that it tells: `key[:8]`, not the last signs, nor the first few."""
    key = term.key
    if not isinstance(key, Group) or key.kind != "slice":
        return None
    start, end, _ = key.items
    begins = not isinstance(start, Const) or not start.value
    long = isinstance(end, Const) and isinstance(end.value, int) and end.value >= _TELLS
    return term.of if begins and long else None


def _credential(
    system: System, term: Term, taken: dict[int, str], asked: dict[int, Term | None], depth: int
) -> tuple[str, int] | None:
    """What credential a term is, in words, and where it was taken; None where it is none."""
    if depth > _DEEPEST:
        return None
    if isinstance(term, Result) and term.call.method in _SAME and term.call.callee is not None:
        return _credential(system, term.call.callee, taken, asked, depth + 1)
    if isinstance(term, Result) and id(term.call) in taken:
        return f"what `{taken[id(term.call)]}` gives", term.call.pos
    if (name := variable(term, asked)) is not None:
        pos = term.call.pos if isinstance(term, Result) else term.pos if isinstance(term, Item) else 0
        secret = telling(name) and name not in system.once(entry_names)
        return (f"the variable `{name}`", pos) if secret else None
    if isinstance(term, Item) and (cut := _beginning(term)) is not None:
        found = _credential(system, cut, taken, asked, depth + 1)
        return (f"{_BEGINNING}{found[0]}", found[1]) if found is not None else None
    if isinstance(term, Attr) and term.name == "value":  # of what a store of secrets gives
        return _credential(system, term.of, taken, asked, depth + 1) if isinstance(term.of, Result) else None
    if isinstance(term, (Choice, Op)) and (isinstance(term, Choice) or term.op == "or"):
        some = (_credential(system, one, taken, asked, depth + 1) for one in term.terms)
        return next(filter(None, some), None)
    return None
