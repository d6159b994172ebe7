"""Whom code tells what it sees of a served model: mails and chats that follow from a look at drift or quality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.sources.location import Location
from mle_reviewer.system.code.steps import Branch, Routine
from mle_reviewer.system.code.terms import Attr, Call, Const, Global, Item, Op, Param, Result, Term, Text, within
from mle_reviewer.system.doing import closure
from mle_reviewer.system.questions.monitoring.looking import looks
from mle_reviewer.system.questions.monitoring.signals import about_drift, about_quality, words_of

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_HOOKS: Final = frozenset({"webhook", "slack", "pagerduty", "opsgenie", "discord", "teams"})
_COMPARES: Final = frozenset({"<", ">", "<=", ">="})
_ON_FAILURE: Final = frozenset({"one_failed", "all_failed", "TriggerRule.ONE_FAILED", "TriggerRule.ALL_FAILED"})
_LIMIT: Final = frozenset({"threshold", "limit", "bound"})
_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that code sends: where, by what, and whether a limit and a person stand in the code."""

    at: Location
    by: str
    limit: bool  # it is sent only where a figure passes a limit
    person: bool  # an address is written down
    scheduled: bool


def told(system: System) -> tuple[Told, ...]:
    """The alerts that code sends about a model."""
    return system.once(_told)


def _told(system: System) -> tuple[Told, ...]:
    sent = list(_sent(system))
    if not sent:
        return ()
    tools = {(sign.path, sign.routine.function) for sign in system.signed("drift")}  # which have limits of their own
    looking = {(one.routine.path, one.routine.function) for one in looks(system)}
    by_place: dict[tuple[str, int], list[tuple[Routine, Call, str]]] = {}
    for one in sent:
        by_place.setdefault((one[0].path, one[0].function), []).append(one)
    found: dict[int, Told] = {id(call): one for call, one in _on_outcome(system)}
    for routine in system.routines():
        how = system.reached.how(routine)
        if how is None:
            continue
        entered = list(closure(system.indexed, routine))
        keys = {(one.path, one.function) for one in entered}
        if not keys & by_place.keys() or not (keys & looking or _speaks(system, entered)):
            continue
        for key in sorted(keys & by_place.keys()):
            for sender, call, by in by_place[key]:
                if id(call) not in found and len(found) < _MOST:
                    at = system.at(sender, call.pos)
                    found[id(call)] = Told(
                        at, by, bool(keys & tools) or _limited(entered), _addressed(call), how == "run"
                    )
    return tuple(found.values())


def _on_outcome(system: System) -> Iterator[tuple[Call, Told]]:
    """Steps of pipelines that tell somebody by how the steps before them ended, and that speak of the model."""
    for sign in system.signed("notify"):
        when, how = sign.given("when"), system.reached.how(sign.routine)
        rules = system.indexed.constants(when) if when is not None else ()
        if how is None or not any(str(rule) in _ON_FAILURE for rule in rules):
            continue
        given = tuple(value for _, value in sign.call.kwargs)
        if any(_of_model(term) for term in given):
            limit = any(_LIMIT & words_of(name) for term in given for name in _spelled(term))
            at = system.where(sign.path, sign.pos)
            yield sign.call, Told(at, sign.name, limit, person=False, scheduled=how == "run")


def _spelled(term: Term) -> Iterator[str]:
    for one in within(term):
        if isinstance(one, (Attr, Param, Global)):
            yield one.name
        elif isinstance(one, Item) and isinstance(one.key, Const):
            yield str(one.key.value)


def _sent(system: System) -> Iterator[tuple[Routine, Call, str]]:
    for sign in system.signed("notify"):
        if not sign.name.startswith("sentry_sdk"):  # errors of the program
            yield sign.routine, sign.call, sign.name
    for sign in system.signed("http-call"):
        place = sign.call.given("url", 0)
        if sign.name.rpartition(".")[2] in {"post", "urlopen", "request"} and place is not None and _hook(place):
            yield sign.routine, sign.call, sign.name


def _hook(term: Term) -> bool:
    """Whether an address is that of a chat or a duty roster, by its host or by what it is called."""
    for one in within(term):
        if isinstance(one, Const) and isinstance(one.value, str) and words_of(one.value) & _HOOKS:
            return True
        if isinstance(one, (Attr, Param, Global)) and words_of(one.name) & _HOOKS:
            return True
        if isinstance(one, Item) and isinstance(one.key, Const) and words_of(str(one.key.value)) & _HOOKS:
            return True
    return False


def _speaks(system: System, entered: list[Routine]) -> bool:
    """Whether what is sent, under a condition, speaks of drift or of how good the model is."""
    for routine in entered:
        for step in routine.every():
            if not isinstance(step, Branch):
                continue
            for call in (inner for inner in step.then if isinstance(inner, Call)):
                if any(_of_model(term) for term in (*call.args, *(value for _, value in call.kwargs))):
                    own = system.indexed.own(call)
                    if own or system.indexed.names(call):
                        return True
    return False


def _of_model(term: Term) -> bool:
    for one in within(term):
        texts = (
            [one.value] if isinstance(one, Const) and isinstance(one.value, str)
            else [part for part in one.parts if isinstance(part, str)] if isinstance(one, Text) else []
        )  # fmt: skip
        if any(about_drift(text) or about_quality(text) for text in texts):
            return True
    return False


def _limited(entered: list[Routine]) -> bool:
    """Whether a figure is held to a limit on the way."""
    for routine in entered:
        for step in routine.every():
            terms = [step.test] if isinstance(step, Branch) else [getattr(step, "term", None)]
            for term in terms:
                if term is not None and any(isinstance(one, Op) and one.op in _COMPARES for one in within(term)):
                    return True
    return False


def _addressed(call: Call) -> bool:
    """Whether an address stands in the call."""
    for term in (*call.args, *(value for _, value in call.kwargs)):
        for one in within(term):
            if isinstance(one, Const) and isinstance(one.value, str) and "@" in one.value:
                return True
            if isinstance(one, Result) and one.call is call:
                return False
    return False
