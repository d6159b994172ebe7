"""What models are asked with where they answer, and what they learn from where they are trained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mle_reviewer.system.code.terms import Lib, Own
from mle_reviewer.system.doing import answers, predicts, trains
from mle_reviewer.system.questions.answering.predicting import asked_by_users
from mle_reviewer.system.questions.learning.training import preparing, training
from mle_reviewer.system.questions.values.coming import Coming, coming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mle_reviewer.system.artifacts import Artifact
    from mle_reviewer.system.code.terms import Call, Term
    from mle_reviewer.system.system import System


def asked_with(system: System) -> Coming:
    """What the values come from that models are asked with where they answer."""
    return system.once(_asked_with)


def _asked_with(system: System) -> Coming:
    paths = asked_by_users(system)
    among = frozenset(key for path in paths for key in path.among)
    asked = [one.call for path in paths for one in path.predicts]
    own = [call for call in asked if not answers(system.indexed, call) and not _speaks(system, call)]
    return coming(system, [term for call in own or asked for term in _given(call)], among)


def _speaks(system: System, call: Call) -> bool:
    """Whether a language model is asked, which no training of the repository prepares for."""
    known = (system.conventions.call(name) for name in system.indexed.names(call))
    return any(one is not None and one.sign == "llm-call" for one in known)


def learned_from(system: System) -> Coming:
    """What the rows come from that models learn from, and what writes them where another step does."""
    return system.once(_learned_from)


def _learned_from(system: System) -> Coming:
    trained = {(one.path, one.function) for one in training(system)}
    prepared = {(one.path, one.function) for one in preparing(system)} - trained
    terms = [term for routine in training(system) for call in routine.calls() for term in _learned(system, call)]
    terms += [
        what
        for one in system.artifacts
        if one.how == "written" and not one.model and (one.routine.path, one.routine.function) in prepared
        if (what := _kept(one)) is not None
    ]
    return coming(system, terms, frozenset(trained | prepared))


def _kept(one: Artifact) -> Term | None:
    """What is written: what the call is given, or the table that is told to write itself."""
    itself = one.call.method is not None and not isinstance(one.call.callee, (Lib, Own))
    return one.what if one.what is not None else one.call.callee if itself else None


def _learned(system: System, call: Call) -> Iterator[Term]:
    """What a call learns from; networks are asked for what the optimizer learns by."""
    if trains(system.indexed, call) or (_forward(system, call) and predicts(system.indexed, call)):
        yield from _given(call)


def _forward(system: System, call: Call) -> bool:
    """Whether a network may be asked here: what only answers (`predict`) learns nothing from what it is given."""
    return call.method is None or any(entry.effect == "forward" for entry in system.indexed.entries(call))


def _given(call: Call) -> Iterator[Term]:
    yield from call.args
    yield from (value for _, value in call.kwargs)
