"""Publications whose failure nobody learns of: a model or table is stored or registered, and every error is caught."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import (
    Assign,
    Attempt,
    Handler,
    Raise,
    Return,
    Routine,
    SetAttr,
    SetItem,
    Steps,
    calls_in,
    every,
)
from mle_reviewer.system.code.terms import Call, Choice, Const, Pairs, Result, Term, literals, within
from mle_reviewer.system.questions.skipping.coming_out import raising
from mle_reviewer.system.questions.skipping.ends import GOES_ON, Ended, does, is_last, loops, tries_again
from mle_reviewer.system.questions.skipping.mattering import Matter, known_of, matter
from mle_reviewer.system.questions.skipping.reactions import broad, reaction
from mle_reviewer.system.questions.skipping.starting import unattended
from mle_reviewer.system.questions.values.worded import words_of
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

# Stages and aliases under which a version is not the one in use.
_ASIDE: Final = frozenset({"archived", "none", "challenger", "candidate", "previous", "shadow", "rejected"})
_STORING: Final = frozenset({"keep-file", "register", "promote", "deploy", "save-model"})
_TABLES: Final = (".csv", ".tsv", ".csv.gz", ".xlsx")
_TEXTS: Final = (".log", ".txt", ".json", ".jsonl", ".csv", ".html", ".md", ".yaml", ".yml", ".png")


def swallowed_releases(system: System) -> Iterator[Ended]:
    """Attempts to store or publish a model or table whose every error is caught, and nothing made of it."""
    for routine in system.routines():
        if _only_tested(system, routine):
            continue
        passed = {id(step) for loop, _ in loops(routine.steps) for step in loop.body if tries_again(step)}
        passed |= _second_ways(routine)
        for attempt in (one for one in routine.every() if isinstance(one, Attempt) and id(one) not in passed):
            handler = next((one for one in attempt.handlers if broad(one)), None)
            inner = any(isinstance(one, Attempt) and _stores(system, one.body) for one in every(attempt.body))
            stored = None if inner else _stores(system, attempt.body)  # what an inner attempt swallows comes no further
            if handler is None or stored is None:
                continue
            how = reaction(system, handler.body)
            if (
                how not in GOES_ON
                or _told(system, routine, attempt, handler)
                or _shown(routine, attempt, stored[0])
                or (how != "silent" and is_last(system, routine, attempt) and not unattended(system, routine))
                or does(system, attempt.body, "trains", "scores")
            ):
                continue
            if does(system, handler.body, "releases", "writes") is not None:
                continue
            if any(_text_registered(system, call) for call in calls_in(attempt.body)):
                continue
            if _of_models(system, routine, stored[1]) and not _copy_of_data(system, routine, *stored):
                yield Ended(routine, attempt, handler, how, (routine, stored[0]), stored[1])


def _second_ways(routine: Routine) -> set[int]:
    """The attempts that are only made where something else has failed: the first way is the one that counts."""
    handlers = (caught for one in routine.every() if isinstance(one, Attempt) for caught in one.handlers)
    return {id(step) for caught in handlers for step in every(caught.body) if isinstance(step, Attempt)}


def _text_registered(system: System, call: Call) -> bool:
    """Whether what enters the registry is a file of text or figures, and no model."""
    sign = next((one for one in system.signed("register") if one.call is call), None)
    source = sign.given("what") if sign is not None else None
    return source is not None and any(text.lower().endswith(_TEXTS) for text in literals(source))


def _stores(system: System, steps: Steps) -> tuple[Call, Matter] | None:
    """The call in a block, or in a function that it calls, which puts something where others take it from."""
    for call in calls_in(steps):
        inner = [call, *(one for own in system.indexed.own(call) for one in raising(system, own))]
        for one in inner:
            names = system.indexed.names(one)
            known = [system.conventions.call(name) or system.conventions.call(f"*.{one.method}") for name in names]
            found = matter(system, one)
            if found is not None and any(entry is not None and entry.sign in _STORING for entry in known):
                return None if _retired(system, one) else (call, found)
    return None


def _of_models(system: System, routine: Routine, stored: Matter) -> bool:
    """Whether a file that is put into storage has to do with models: by what its document, or who calls it, does."""
    if stored.kind == "releases":
        return True
    near = [routine, *(caller for caller, _call in system.indexed.callers(routine))]
    paths = dict.fromkeys(one.path for one in near)
    modules = [module for path in paths if (module := system.indexed.module(path)) is not None]
    for one in (each for module in modules for each in module.routines()):
        for call in one.calls():
            what = matter(system, call)
            if what is not None and what.kind in {"trains", "predicts", "scores", "examples", "releases", "records"}:
                return True
    if any(one.model and one.how == "written" and one.routine.path in paths for one in system.artifacts):
        return True
    near += [own for call in routine.calls() for own in system.indexed.own(call)]
    return any(entry.effect == "save" for one in near for call in one.calls() for entry in known_of(system, call))


def _copy_of_data(system: System, routine: Routine, call: Call, stored: Matter) -> bool:
    """Whether a program that trains puts a table aside: what it is for is the model."""
    if stored.kind == "releases" or not any(role.at.path == routine.path for role in system.roles.trains):
        return False
    terms = (*call.args, *(value for _, value in call.kwargs))
    return any(text.lower().endswith(_TABLES) for term in terms for text in system.spelled.spelled(term))


def _retired(system: System, call: Call) -> bool:
    """Whether a version is put aside, and none put in its place."""
    named = (call.given("stage", 2), call.given("alias", 1))
    return any(
        bool(words) and words <= _ASIDE for one in named if one is not None for words in (words_of(system, one),)
    )


def _told(system: System, routine: Routine, attempt: Attempt, handler: Handler) -> bool:
    """Whether the handler, or what follows, gives back something by which a caller that looks learns of it."""
    given = [one for one in every(handler.body) if isinstance(one, Return) and one.term is not None]
    if any(isinstance(one, Return) for one in every((*attempt.body, *attempt.orelse))):
        given += [one for one in routine.every() if isinstance(one, Return) and one.pos > attempt.pos and one.term]
        if any(isinstance(one, Raise) and one.pos > attempt.pos for one in routine.every()):
            return True
    callers = system.indexed.callers(routine)
    return bool(given) and (not callers or any(call.used for _caller, call in callers))


def _only_tested(system: System, routine: Routine) -> bool:
    """Whether nothing but tests calls a function."""
    callers = system.indexed.callers(routine)
    if routine.function < 0 or not callers or system.reached.how(routine) is not None:
        return False
    return all(tier(caller.path) == "test" for caller, _call in callers)


def _shown(routine: Routine, attempt: Attempt, stored: Call) -> bool:
    """Whether what is told or given back later holds what the publication gave, and nothing where that failed."""
    bound = {id(one.term) for one in every(attempt.body) if isinstance(one, Assign) and _gives(one.term, stored)}
    for step in (one for one in routine.every() if bound and one.pos > attempt.pos):
        if isinstance(step, Return):
            held = list(step.terms())
        else:
            held = [one for term in step.terms() for one in within(term) if isinstance(one, Pairs)]
            held += [step.term] if isinstance(step, (SetItem, SetAttr)) else []
        for one in (each for term in held for each in within(term)):
            if isinstance(one, Choice) and any(id(each) in bound for each in one.terms) and _none_in(one):
                return True
    return False


def _gives(term: Term, call: Call) -> bool:
    return any(isinstance(one, Result) and one.call is call for one in within(term))


def _none_in(choice: Choice) -> bool:
    return any(isinstance(one, Const) and not one.value for one in choice.terms)
