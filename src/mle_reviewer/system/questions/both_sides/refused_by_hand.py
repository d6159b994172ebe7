"""What code on the way of a request refuses by itself: branches that raise or answer that something is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Assert, Attempt, Branch, Raise, Return, every
from mle_reviewer.system.code.terms import Attr, Call, Collected, Const, Group, Param, Term, within
from mle_reviewer.system.questions.values.coming import coming

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.questions.answering.flowing import Flowing
    from mle_reviewer.system.system import System

_WRONG: Final = ("KeyError", "ValueError", "TypeError", "ValidationError", "UnicodeDecodeError", "JSONDecodeError")
_ERRORS: Final = frozenset({"error", "errors", "error_message", "invalid"})


def checked_by_hand(flowing: Flowing) -> bool:
    """Whether something on the way looks at what was sent and refuses: a branch that raises, an assertion."""
    return next(refused_by_hand(flowing), None) is not None


def refused_by_hand(flowing: Flowing, *, plainly: bool = False) -> Iterator[tuple[Routine, int, Term]]:
    """Where something on the way looks at what was sent and refuses, and what it asks.

    `plainly`: the branch itself has to say that it refuses, not something within it that may do so.
    """
    for entered in flowing.path.entered:
        for step in entered.routine.every():
            if isinstance(step, Assert) and flowing.from_request(step.term):
                yield entered.routine, step.pos, step.term
            if isinstance(step, Attempt) and not plainly and _fails(flowing, step):
                yield entered.routine, step.pos, Group("tuple", ())
            looks = isinstance(step, Branch) and not _of_the_form(step.test) and flowing.from_request(step.test)
            looks = looks and isinstance(step, Branch) and not flowing.predicted(step.test)
            if isinstance(step, Branch) and looks and (_says_no if plainly else _refuses)(flowing.system, step):
                yield entered.routine, step.pos, step.test


def columns_required(flowing: Flowing) -> Iterator[tuple[Routine, int]]:
    """Where a table that was sent is refused because it lacks columns that are named."""
    for entered in flowing.path.entered:
        for step in entered.routine.every():
            if isinstance(step, Branch) and _says_no(flowing.system, step):
                asked = [step.test, *(one for term in within(step.test) for one in _tests(term))]
                of = (
                    one.of for term in asked for one in within(term) if isinstance(one, Attr) and one.name == "columns"
                )
                if any(flowing.from_request(term) for term in of):
                    yield entered.routine, step.pos


def surely_refused(flowing: Flowing) -> tuple[Routine, int] | None:
    """Where something raises or answers that what was sent is wrong: a value that is given back instead does not."""
    plain = next(refused_by_hand(flowing, plainly=True), None)
    tried = next((one for one in refused_by_hand(flowing) if isinstance(one[2], Group) and not one[2].items), None)
    found = plain or tried
    return None if found is None else found[:2]


def refused_inside(flowing: Flowing) -> tuple[Routine, int] | None:
    """Where a function that makes what the model is asked with raises because of what it was given."""
    calls = [one.call for one in flowing.path.predicts]
    asked = [term for call in calls for term in (*call.args, *(value for _, value in call.kwargs))]
    came = {id(call) for call in coming(flowing.system, asked).calls} if asked else set()
    asking = {(one.routine.path, one.routine.function) for one in flowing.path.predicts}
    near = sorted(flowing.path.entered, key=lambda one: one.by is None or _key(one.by.routine) not in asking)
    for entered in near:
        if entered.call is None or id(entered.call) not in came:
            continue
        for step in entered.routine.every():
            raises = isinstance(step, Branch) and any(isinstance(one, Raise) and one.what for one in step.then)
            if raises and isinstance(step, Branch) and any(isinstance(one, Param) for one in within(step.test)):
                return entered.routine, step.pos
    return None


def _key(routine: Routine) -> tuple[str, int]:
    return routine.path, routine.function


def _tests(term: Term) -> tuple[Term, ...]:
    return term.tests if isinstance(term, Collected) else ()


def _fails(flowing: Flowing, step: Attempt) -> bool:
    """Whether something is tried with what was sent, and refused where that does not hold."""
    refused = any(
        any(word in caught.types for word in _WRONG) and any(isinstance(one, Raise) and one.what for one in caught.body)
        for caught in step.handlers
    )
    return refused and any(flowing.from_request(term) for one in every(step.body) for term in one.terms())


def _of_the_form(test: Term) -> bool:
    """Whether a condition only asks by which method something was sent."""
    return any(isinstance(one, Attr) and one.name == "method" for one in within(test))


def _says_no(system: System, branch: Branch) -> bool:
    """Whether a branch raises, or answers that something is wrong."""
    for one in (*branch.then, *branch.orelse):
        if isinstance(one, Raise):
            return True
        if isinstance(one, Call):
            known = (system.conventions.call(name) for name in system.indexed.names(one))
            if any(entry is not None and entry.sign == "refuse" for entry in known):
                return True
        if isinstance(one, Return) and one.term is not None and any(map(_of_error, within(one.term))):
            return True
    return False


def _of_error(term: Term) -> bool:
    """Whether a term is a status of a refusal, or a name under which it is told."""
    if isinstance(term, Attr):
        return term.name.startswith(("HTTP_4", "BAD_REQUEST", "UNPROCESSABLE"))
    value = term.value if isinstance(term, Const) else None
    if isinstance(value, str):
        return value.lower() in _ERRORS
    return isinstance(value, int) and not isinstance(value, bool) and 400 <= value < 600  # noqa: PLR2004 - status codes


def _refuses(system: System, branch: Branch) -> bool:
    for one in every((*branch.then, *branch.orelse)):
        if isinstance(one, (Raise, Return)):
            return True
        if isinstance(one, Call):
            known = (system.conventions.call(name) for name in system.indexed.names(one))
            if any(entry is not None and entry.sign == "refuse" for entry in known):
                return True
    return False
