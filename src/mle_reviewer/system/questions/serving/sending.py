"""What callers send: the fields of a request by its shape, and whether anything checks them on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.terms import (
    Attr,
    Call,
    Choice,
    Collected,
    Const,
    Group,
    Item,
    Own,
    Param,
    Result,
    Term,
    within,
)
from mle_reviewer.system.questions.answering.flowing import Flowing, spoken
from mle_reviewer.system.questions.answering.predicting import Path
from mle_reviewer.system.questions.serving.shapes import checking_shape, fields_of, is_shape, shapes_in

if TYPE_CHECKING:
    from mle_reviewer.system.system import System

_DEEPEST: Final = 5
_OPEN: Final = ("dict", "Dict", "Any", "object", "list[dict", "List[Dict", "Mapping", "Request", "bytes", "str")


def shape_of(system: System, term: Term, depth: int = 0) -> OwnThing | None:
    """The class of the repository that a request, or a copy of it, is held to."""
    if depth > _DEEPEST:
        return None
    for thing in system.indexed.things(term):
        if isinstance(thing, OwnThing) and thing.kind == "class" and is_shape(system, thing):
            return thing
    if isinstance(term, Result) and term.call.method is not None:
        return shape_of(system, term.call.callee, depth + 1)
    if isinstance(term, Result) and term.call.args:
        return shape_of(system, term.call.args[0], depth + 1)
    if isinstance(term, Param):
        return next((one for given in system.indexed.given(term) if (one := shape_of(system, given, depth + 1))), None)
    return shape_of(system, term.of, depth + 1) if isinstance(term, Attr) else None


def fields_sent(system: System, _flowing: Flowing, term: Term) -> tuple[str, ...]:
    """The fields that a request has by its shape; () where nothing says."""
    thing = shape_of(system, term)
    return fields_of(system, thing) if thing is not None else ()


def sends_nothing(flowing: Flowing) -> bool:
    """Whether a handler is asked without anything being sent."""
    if flowing.sent or flowing.path.handler.kind != "route":
        return False
    terms = (term for one in flowing.path.entered for step in one.routine.every() for term in step.terms())
    return not any(flowing.whole(inner) is not None for term in terms for inner in within(term))


def typed_params(flowing: Flowing) -> tuple[str, ...]:
    """The parameters of a handler that a framework converts to a type, and refuses where that cannot be."""
    found: list[str] = []
    for path, function, name in sorted(flowing.sent):
        module = flowing.system.indexed.module(path)
        annotation = module.code.functions[function].annotations.get(name, "") if module is not None else ""
        if annotation.startswith(_SCALAR):
            found.append(name)
    return tuple(found)


_SCALAR: Final = ("int", "float", "bool", "date", "Literal[", "typing.Literal[", "Annotated[int", "Annotated[float")


def validated(system: System, path: Path) -> bool:
    """Whether a library checks values on the way, or a shape of the repository does inside."""
    for asked in path.calls:
        for name in system.indexed.names(asked.call):
            entry = system.conventions.call(name)
            if entry is not None and entry.sign in {"validate", "validate-result"}:
                return True
        for target in system.indexed.targets(asked.call):
            if (
                isinstance(target, OwnThing)
                and target.kind == "class"
                and is_shape(system, target)
                and asked.call.kwargs
            ):
                return not _answers_only(path, asked.call)
    return False


def _answers_only(path: Path, call: Call) -> bool:
    """Whether a shape is made only to be given back."""
    return any(
        isinstance(one, Result) and one.call is call
        for entered in path.entered
        for term in entered.routine.returned()
        for one in spoken(term)
    )


def open_param(spelled: str) -> bool:
    """Whether an annotation lets anything through."""
    return not spelled or spelled.startswith(_OPEN)


def unchecked(flowing: Flowing, term: Term, depth: int = 0) -> str | None:
    """How a value holds what was sent as it came; None where its fields are taken apart, converted or have a shape."""
    if depth > _DEEPEST:
        return None
    if isinstance(term, Open):
        return term.name
    whole = flowing.whole(term)
    if whole is not None:
        return None if _typed(flowing.system, term) else whole
    for inner in _passed(flowing, term):
        found = unchecked(flowing, inner, depth + 1)
        if found is not None:
            return found
    return None


def _typed(system: System, term: Term) -> bool:
    """Whether a request has a shape, or parameters that are converted by their types."""
    if shape_of(system, term) is not None:
        return True
    if isinstance(term, Param):
        return not open_param(term.annotation)
    return isinstance(term, Result) and term.call.method is not None and _typed(system, term.call.callee)


def _passed(flowing: Flowing, term: Term) -> Iterator[Term]:
    """What a value takes over as it is: rows made of it, what functions of the repository give back of it."""
    match term:
        case Group(items=items) | Choice(terms=items):
            yield from items
        case Collected(of=of):
            yield of
        case Attr(of=of, name=name) if _open_field(flowing, of, name):
            yield Open(name)
        case Item(of=of, key=Const(value=str(name))) if name in _ROWS:
            yield of
        case Param():
            yield from flowing.system.indexed.given(term)
        case Result(call=call):
            own = flowing.system.indexed.own(call)
            for routine in own:
                yield from (one for one in routine.returned() if not isinstance(one, Param))
            if not own and not set(flowing.system.indexed.names(call)) & _CONVERTING:
                yield from call.args[:1]
                if call.method in _RESHAPING:
                    yield call.callee
        case _:
            return


@dataclass(slots=True, eq=False)
class Open(Term):
    """A field of a shape that lets anything through."""

    name: str


def _open_field(flowing: Flowing, of: Term, name: str) -> bool:
    """Whether a field of a request is a mapping of anything, though the request has a shape."""
    thing = shape_of(flowing.system, of) if flowing.whole(of) is not None else None
    known = flowing.system.indexed.class_of(thing) if thing is not None else None
    return known is not None and known.annotations.get(name, "float").replace("typing.", "").startswith(_MAPPINGS)


_MAPPINGS: Final = ("dict", "Dict", "Any", "Mapping", "list[dict", "List[Dict", "List[dict", "list[Any")
_ROWS: Final = frozenset(
    {"data", "features", "instances", "inputs", "input", "rows", "records", "row", "dataframe_split"}
)
_RESHAPING: Final = frozenset(
    {"reshape", "astype", "transform", "to_numpy", "values", "split", "splitlines", "strip", "decode"}
)
_CONVERTING: Final = frozenset({"builtins.float", "builtins.int", "builtins.len", "builtins.bool"})


def shapes_sent(flowing: Flowing) -> tuple[OwnThing, ...]:
    """The shapes that the parameters of a handler have."""
    found: list[OwnThing] = []
    for path, function, name in sorted(flowing.sent):
        module = flowing.system.indexed.module(path)
        annotation = module.code.functions[function].annotations.get(name, "") if module is not None else ""
        if module is None or not annotation:
            continue
        found += shapes_in(flowing.system, module.annotated(annotation))
    return tuple(found)


def shapes_checked(flowing: Flowing) -> tuple[OwnThing, ...]:
    """The shapes that what was sent is held to on its way: `Loan.model_validate(sent)`, `Loan(**sent)`."""
    found: dict[OwnThing, None] = {}
    for asked in flowing.path.calls:
        shape = checking_shape(flowing.system, asked.call)
        if shape is not None and flowing.from_request(asked.call.args[0]):
            found.setdefault(shape)
        spread = [value for key, value in asked.call.kwargs if key is None]
        made = spread and isinstance(asked.call.callee, Own) and not _answers_only(flowing.path, asked.call)
        if made and any(flowing.from_request(one) for one in spread):
            for thing in shapes_in(flowing.system, asked.call.callee):
                found.setdefault(thing)
    return tuple(found)


def _made_by(system: System, path: str, term: Term) -> Iterator[tuple[str, Term]]:
    """What an annotation is made of, each with its document, through functions that give a shape back."""
    for one in within(term):
        yield path, one
        for routine in system.indexed.own(one.call) if isinstance(one, Result) else ():
            for given in routine.returned():
                yield from ((routine.path, inner) for inner in within(given))


def made_shape(flowing: Flowing) -> tuple[str, int] | None:
    """Where a shape is made by a call (`create_model`) that a parameter of the handler is held to."""
    for path, function, name in sorted(flowing.sent):
        module = flowing.system.indexed.module(path)
        annotation = module.code.functions[function].annotations.get(name, "") if module is not None else ""
        term = module.annotated(annotation) if module is not None and annotation else None
        for where, one in _made_by(flowing.system, path, term) if term is not None else ():
            names = flowing.system.indexed.names(one.call) if isinstance(one, Result) else ()
            known = [entry for name in names if (entry := flowing.system.conventions.call(name)) is not None]
            if any(entry.sign == "schema" for entry in known) and isinstance(one, Result):
                return where, one.call.pos
    return None
