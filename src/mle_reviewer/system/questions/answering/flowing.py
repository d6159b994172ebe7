"""What flows on the way of a request: which terms hold what was sent, and which what a model predicted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Routine, SetAttr, SetItem
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Collected,
    Const,
    Element,
    Group,
    Item,
    Lib,
    Op,
    Pairs,
    Param,
    Result,
    Term,
    within,
)
from mle_reviewer.system.questions.answering.handing import handing
from mle_reviewer.system.questions.answering.predicting import Path
from mle_reviewer.system.questions.answering.summing import Summing

if TYPE_CHECKING:
    from mle_reviewer.system.code.modules import Module
    from mle_reviewer.system.system import System

_ROUNDS: Final = 4
_MOST_SPOKEN: Final = 200
_DEEPEST: Final = 6
_ADDS: Final = frozenset({"append", "extend", "appendleft"})
_BESIDE: Final = frozenset({"context", "ctx", "headers"})  # what model servers hand on beside what was sent


class Flowing:
    """The values of one prediction path. `of` are calls whose values are asked for instead of predictions."""

    def __init__(self, system: System, path: Path, of: Iterable[Call] | None = None) -> None:
        self.system = system
        self.path = path
        asked = tuple(of) if of is not None else tuple(one.call for one in path.predicts)
        self._asked = {id(one) for one in asked}
        self._summing = Summing(system, asked)
        self._of_request: dict[tuple[Term, int], bool] = {}
        self._wholes: dict[tuple[Term, int], str | None] = {}

    @cached_property
    def _giving(self) -> frozenset[tuple[str, int]]:
        """The functions on the way that give back what a model predicted."""
        found: frozenset[tuple[str, int]] = frozenset()
        for _ in range(_ROUNDS):
            more = frozenset(
                _key(one.routine)
                for one in self.path.entered
                if any(self._predicted(term, found) for term in one.routine.returned())
            )
            if more == found:
                break
            found = more
        return found

    @cached_property
    def _held(self) -> frozenset[int]:
        """The containers that a prediction is put into: `row["score"] = …`, `rows.append(…)`."""
        found: set[int] = set()
        for one in self.path.entered:
            for step in one.routine.every():
                if isinstance(step, (SetItem, SetAttr)) and self._predicted(step.term, self._giving):
                    found.add(id(step.of))
                added = step.args if isinstance(step, Call) and step.method in _ADDS else ()
                if any(self._predicted(term, self._giving) for term in added) and isinstance(step, Call):
                    found.add(id(step.callee))
        return frozenset(found)

    def _predicted(self, term: Term, giving: frozenset[tuple[str, int]]) -> bool:
        for one in self._summing.held(term):
            if isinstance(one, Result):
                if id(one.call) in self._asked:
                    return True
                if giving and any(_key(routine) in giving for routine in self.system.indexed.own(one.call)):
                    return True
        return False

    def predicted(self, term: Term, depth: int = 0) -> bool:
        """Whether a term holds what a model predicted; a measure of predictions holds none."""
        if self._predicted(term, self._giving):
            return True
        for one in self._summing.held(term):
            if id(one) in self._held:
                return True
            deeper = self._given(one) if isinstance(one, Param) and depth < _DEEPEST else ()
            if any(self.predicted(given, depth + 1) for given in deeper):
                return True
        return False

    def given(self, param: Param) -> tuple[Term, ...]:
        """What a parameter is given: by calls, and by those who hand the function on."""
        return self._given(param)

    def _given(self, param: Param) -> tuple[Term, ...]:
        return (*self.system.indexed.given(param), *handing(self.system).given(param))

    # what was sent

    @cached_property
    def sent(self) -> frozenset[tuple[str, int, str]]:
        """The parameters of the handler that the request fills."""
        found = set()
        for start in self.path.handler.starts:
            module = self.system.indexed.module(start.path)
            if module is None or start.function < 0:
                continue
            code = module.code.functions[start.function]
            defaults = module.defaults(start.function)
            method = code.owner is not None and "staticmethod" not in code.decorators
            for name in (*code.params[1 if method else 0 :], *code.kwonly):
                annotated = code.annotations.get(name, "")
                if name not in _BESIDE and not self._filled(defaults.get(name)) and not self._other(module, annotated):
                    found.add((start.path, start.function, name))
        return frozenset(found)

    def _filled(self, default: Term | None) -> bool:
        if not isinstance(default, Result):
            return False
        entries = (self.system.conventions.call(name) for name in self.system.indexed.names(default.call))
        return any(entry is not None and entry.sign == "depends" for entry in entries)

    def _other(self, module: Module, annotated: str) -> bool:
        """Whether an annotation names something of the framework: a session, a response, what runs afterwards."""
        if self.path.handler.kind != "route" or not annotated:
            return False
        if "Depends" in annotated:
            return True
        for thing in self.system.indexed.things(module.annotated(annotated)):
            if isinstance(thing, Thing) and thing.path.partition(".")[0] not in {"builtins", "typing", "datetime"}:
                maker = self.system.conventions.call(thing.path.removesuffix("()"))
                if maker is not None and maker.sign in {"schema", "upload"}:  # a shape that a call makes, a file
                    return False
                return f"{thing.path}.json" not in self._readers and self.system.table.find_class(thing.path) is None
        return False

    @cached_property
    def _readers(self) -> frozenset[str]:
        return frozenset(self.system.conventions.named("read-request"))

    def whole(self, term: Term, depth: int = 0) -> str | None:
        """How a term is what was sent as a whole: the name of the parameter or of the call; None where it is not.

        A copy in another form is the whole still (`payload.model_dump()`, `json.dumps(payload)`, `dict(payload)`).
        """
        if depth > _DEEPEST:
            return None
        key = (term, depth)
        if key not in self._wholes:
            self._wholes[key] = None  # what is made of itself alone is nothing that was sent
            self._wholes[key] = self._whole(term, depth)
        return self._wholes[key]

    def _whole(self, term: Term, depth: int) -> str | None:
        if isinstance(term, Param):
            if (term.path, term.function, term.name) in self.sent:
                return term.name
            return next((name for given in self._given(term) if (name := self.whole(given, depth + 1))), None)
        if isinstance(term, Lib) and term.path in self._readers:
            return term.path
        if isinstance(term, Result):
            return self._copied(term.call, depth)
        return None

    def _copied(self, call: Call, depth: int) -> str | None:
        names = self.system.indexed.names(call)
        for name in names:
            entry = self.system.conventions.call(name)
            if entry is not None and entry.sign == "read-request":
                return name
            of, _, last = name.rpartition(".")
            if last in _COPYING and of in self._readers:  # `request.data.decode()`
                return of
        if call.method in _COPYING:
            return self.whole(call.callee, depth + 1)
        if call.args and any(name in _CONVERTING for name in names):
            return self.whole(call.args[0], depth + 1)
        return None

    def from_request(self, term: Term, depth: int = 0) -> bool:
        """Whether a term is made of what was sent: the whole, its fields, what was worked out of them.

        Many places ask about the same terms, and what parameters are given branches: each is followed once.
        """
        key = (term, depth)
        if key not in self._of_request:
            self._of_request[key] = False  # what is made of itself alone is made of nothing that was sent
            self._of_request[key] = self._is_of_request(term, depth)
        return self._of_request[key]

    def _is_of_request(self, term: Term, depth: int) -> bool:
        for one in within(term):
            if isinstance(one, (Param, Result, Lib)) and self.whole(one) is not None:
                return True
            deeper = self._given(one) if isinstance(one, Param) and depth < _DEEPEST else ()
            if any(self.from_request(given, depth + 1) for given in deeper):
                return True
        return False

    def field(self, term: Term) -> str:
        """The name of the field of the request that a term is; "" where it is none."""
        of, name = term, ""
        while isinstance(of, (Attr, Item, Element)):
            if isinstance(of, Attr) and not name:
                name = of.name
            elif isinstance(of, Item) and not name:
                name = str(getattr(of.key, "value", ""))
            of = of.of
        if name and self.whole(of) is not None:
            return name
        return ""


_COPYING: Final = frozenset(
    {"model_dump", "dict", "model_dump_json", "json", "copy", "to_dict", "decode", "encode", "get_json"}
)
_CONVERTING: Final = frozenset(
    {
        "json.dumps",
        "json.loads",
        "builtins.dict",
        "builtins.str",
        "builtins.repr",
        "builtins.list",
        "dataclasses.asdict",
        "builtins.vars",
        "copy.deepcopy",
    }
)


def _key(routine: Routine) -> tuple[str, int]:
    return routine.path, routine.function


def spoken(term: Term) -> Iterator[Term]:
    """What a term holds as values: through dicts, lists and what is made of them; nothing that it only comes from."""
    waiting, seen = [term], 0
    while waiting and seen < _MOST_SPOKEN:
        one = waiting.pop()
        seen += 1
        yield one
        match one:
            case Pairs(values=values):
                waiting += values
            case Group(items=items) | Choice(terms=items):
                waiting += items
            case Collected(value=value):
                waiting.append(value)
            case Op(terms=terms) if one.op in {"+", "%", "|", "or"}:
                waiting += terms
            case Result(call=call) if call.method is None or not call.args:
                waiting += [*call.args, *(value for _, value in call.kwargs)]
                if call.method in _COPYING:
                    waiting.append(call.callee)


def field_names(term: Term) -> Iterator[str]:
    """The names under which a term holds values: keys of dicts, and of the arguments of what makes it."""
    for one in spoken(term):
        if isinstance(one, Pairs):
            yield from (str(key.value) for key in one.keys if isinstance(key, Const))
        elif isinstance(one, Result):
            yield from (name for name, _ in one.call.kwargs if name is not None)
        elif isinstance(one, Attr):
            yield one.name
        elif isinstance(one, Item) and isinstance(one.key, Const):
            yield str(one.key.value)
