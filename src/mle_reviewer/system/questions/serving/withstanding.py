"""What the code of a service does about load and failure: limits of time and of work at a time, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.steps import Attempt, Raise, Return, Step, every
from mle_reviewer.system.code.terms import Call, Const, Group, Lib, Result, Term, literals
from mle_reviewer.system.handlers import decorated
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.serving.sending import shapes_sent
from mle_reviewer.system.questions.serving.shapes import capped
from mle_reviewer.system.questions.serving.standing_in import Withstands, instead, spare

if TYPE_CHECKING:
    from mle_reviewer.system.code.steps import Routine
    from mle_reviewer.system.signs import Sign
    from mle_reviewer.system.system import System

_WAITING: Final = ("http-call", "http-client", "llm-call", "time-limit", "serve")
_LIMITING: Final = {
    "batching": "answers several requests at a time", "limit": "bounds what is taken at a time",
}  # fmt: skip
_TOO_MUCH: Final = {429: "answers 429: too many requests", 413: "answers 413: more than it takes at a time"}
_NOT_NOW: Final = frozenset({503, 504})
_STATUS: Final = re.compile(r"HTTP_(\d{3})_")
_CODES: Final = frozenset({"status_code", "status", "code"})
_ANSWERS: Final = re.compile(r"exception|response|abort|error|reject|refuse", re.IGNORECASE)
_PREDICTS: Final = re.compile(r"predict|infer|score|forecast|classif|recommend")
_OF_OPERATORS: Final = re.compile(r"(?i)reload|refresh|train|admin|health|warm|metrics")
_SENDING: Final = frozenset({"get", "post", "request"})
_PAUSING: Final = frozenset({"wait", "get", "join", "sleep", "acquire"})
_NAMED: Final = re.compile(r"(?:^|_)(?:timeout|time_limit)(?:_|$)")


def withstanding(system: System) -> tuple[Withstands, ...]:
    """The facts that the code of what serves a model speaks of; () where it says nothing of load and failure."""
    return system.once(_withstanding)


def _withstanding(system: System) -> tuple[Withstands, ...]:
    documents = system.once(serving_documents)
    if not documents:
        return ()
    around = documents | system.once(_around)
    found = (
        *_waiting(system, documents, around), *_limiting(system, around), *_answering(system, documents, around),
        *instead(system), *spare(system, _routines(system, around)), *_capped(system), *_asking_it(system),
    )  # fmt: skip
    asked = {(one.routine.path, one.routine.function) for path in predictions(system) for one in path.entered}
    return tuple(sorted(found, key=lambda one: _rank(one.routine, asked)))


def _rank(routine: Routine, asked: set[tuple[str, int]]) -> int:
    """What a request for a prediction runs first, then what is called so, then the rest."""
    if (routine.path, routine.function) in asked:
        return 0
    return 1 if _PREDICTS.search(routine.name.lower()) else 2


def serving_documents(system: System) -> frozenset[str]:
    """The documents that a request for a prediction runs through, and those that make the application of them."""
    inside = {one.routine.path for path in predictions(system) for one in path.entered}
    inside |= {role.at.path for role in system.roles.serves if role.where == "code"}
    if not inside:
        return frozenset()
    found = set(inside)
    for sign in system.signed("app", "serve"):
        if sign.path not in found and _imports(system, sign.path) & inside:
            found.add(sign.path)
    return frozenset(found)


def _around(system: System) -> frozenset[str]:
    """What those documents import: middleware that every request goes through, clients of other services."""
    found: set[str] = set()
    for path in system.once(serving_documents):
        module = system.indexed.module(path)
        if module is not None:
            found |= set(system.layout.imported(path, module.code.imports))
    return frozenset(found)


def _imports(system: System, path: str) -> set[str]:
    seen, waiting = {path}, [path]
    while waiting:
        module = system.indexed.module(waiting.pop())
        if module is not None:
            new = set(system.layout.imported(module.code.path, module.code.imports)) - seen
            seen |= new
            waiting += sorted(new)
    return seen


def _waiting(system: System, documents: frozenset[str], around: frozenset[str]) -> Iterator[Withstands]:
    for sign in system.signed(*_WAITING):
        late = _given(sign, "timeout") and not _pauses(sign.call)
        if sign.path in around and late and system.reached.how(sign.routine) == "run":
            yield Withstands("timeout", sign.routine, sign.pos, f"`{sign.name}` is given a time to give up after")
    for routine in _routines(system, documents):
        for call in routine.calls():
            for name, value in call.kwargs:
                if name is not None and _NAMED.search(name) and call.method == "result" and _is_set(value):
                    yield Withstands("timeout", routine, call.pos, "a result is waited for no longer than a time")


def _pauses(call: Call) -> bool:
    """Whether what is waited for is an event, or the next piece of work: no answer that somebody else waits for."""
    first = call.args[0] if call.args else None
    return isinstance(first, Result) and first.call.method in _PAUSING


def _limiting(system: System, documents: frozenset[str]) -> Iterator[Withstands]:
    for sign in system.signed("batching", "limit"):
        if sign.path in documents:
            yield Withstands("load", sign.routine, sign.pos, f"`{sign.name}` {_LIMITING[sign.entry.sign]}")
    for routine, known in decorated(system, "batching", "limit"):
        if routine.path in documents:
            yield Withstands("load", routine, routine.pos, f"`{routine.name}` is under a limit ({known.about})")
    for sign in system.signed("serve"):
        if sign.path in documents and _given(sign, "limits"):
            yield Withstands("load", sign.routine, sign.pos, f"`{sign.name}` is given a limit")


def _answering(system: System, documents: frozenset[str], around: frozenset[str]) -> Iterator[Withstands]:
    """Answers that say that it is too much, or that the model cannot answer now."""
    for routine in _routines(system, around):
        late = {
            id(step)
            for attempt in routine.every()
            if isinstance(attempt, Attempt)
            for caught in attempt.handlers
            for step in every(caught.body)
        }
        for step in routine.every():
            code = _code(system, step)
            if code in _TOO_MUCH:
                yield Withstands("load", routine, step.pos, f"`{routine.name}` {_TOO_MUCH[code]}")
            elif code in _NOT_NOW and id(step) in late and routine.path in documents:
                yield Withstands("fallback", routine, step.pos, f"`{routine.name}` answers {code} where a part fails")


def _code(system: System, step: Step) -> int:
    """The status that a step answers with; 0 where it answers with none."""
    if isinstance(step, Raise):
        return step.status
    if isinstance(step, Return) and isinstance(step.term, Group) and len(step.term.items) > 1:
        code = step.term.items[1]
        return code.value if isinstance(code, Const) and type(code.value) is int else 0
    return _status(system, step) if isinstance(step, Call) else 0


def _status(system: System, call: Call) -> int:
    """The status that a call answers with; 0 where it answers with none."""
    spoken = call.method or next(iter(system.indexed.names(call)), "") or str(getattr(call.callee, "name", ""))
    given = [value for name, value in call.kwargs if name in _CODES]
    if not given and _ANSWERS.search(spoken):
        given = list(call.args[:2])
    for term in given:
        if isinstance(term, Const) and isinstance(term.value, int) and not isinstance(term.value, bool):
            return term.value
        found = _STATUS.search(term.path) if isinstance(term, Lib) else None
        if found is not None:
            return int(found[1])
    return 0


def _capped(system: System) -> Iterator[Withstands]:
    """Lists of requests that are held to a length by the shape of what is sent."""
    for path in predictions(system):
        for thing in shapes_sent(Flowing(system, path)):
            for field in capped(system, thing):
                says = f"a request holds no more than so many of `{field}`"
                yield Withstands("load", path.handler.first, path.handler.first.pos, says)


def _asking_it(system: System) -> Iterator[Withstands]:
    """Clients in the repository that ask the service for predictions and give up after a time."""
    asked = {words[1] for path in predictions(system) if len(words := path.handler.words.split()) > 1}
    asked = {one.rstrip("/") for one in asked if len(one) > len("/api") and not _OF_OPERATORS.search(one)}
    for sign in system.signed("http-call") if asked else ():
        place = sign.call.given("url", 0)
        if place is None or not _given(sign, "timeout") or system.reached.how(sign.routine) is None:
            continue
        if _ends_in(system, place, asked):
            yield Withstands("timeout", sign.routine, sign.pos, "who asks the service gives up after a time")
    for sign in system.signed("http-client") if asked else ():
        if not _given(sign, "timeout") or system.reached.how(sign.routine) is None:
            continue
        calls = (call for one in _routines(system, (sign.path,)) for call in one.calls() if call.method in _SENDING)
        if any(place is not None and _ends_in(system, place, asked) for place in (_address(call) for call in calls)):
            yield Withstands("timeout", sign.routine, sign.pos, "who asks the service gives up after a time")


def _address(call: Call) -> Term | None:
    return call.given("url", 1 if call.method == "request" else 0)


def _ends_in(system: System, place: Term, asked: set[str]) -> bool:
    """Whether an address is that of one of these routes."""
    texts = [*literals(place), *(one for one in system.indexed.constants(place) if isinstance(one, str))]
    return any(text.rstrip("/").endswith(one) for text in texts for one in asked)


def _routines(system: System, documents: Iterable[str]) -> Iterator[Routine]:
    for path in sorted(documents):
        module = system.indexed.module(path)
        yield from module.routines() if module is not None else ()


def _given(sign: Sign, slot: str) -> bool:
    return _is_set(sign.given(slot))


def _is_set(given: Term | None) -> bool:
    return given is not None and not (isinstance(given, Const) and given.value in {None, 0})
