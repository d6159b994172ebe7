"""Shapes: classes that refuse what does not fit them, their fields, and which of these are held to ranges or sets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Branch, Raise
from mle_reviewer.system.code.terms import Attr, Const, Lib, Op, Own, Result, Term, within

if TYPE_CHECKING:
    from mle_reviewer.system.code.terms import Call
    from mle_reviewer.system.system import System

_MOST: Final = 20  # shapes within one


def is_shape(system: System, thing: OwnThing) -> bool:
    """Whether a class refuses what does not fit it."""
    if thing.kind != "class":
        return False
    for base in system.indexed.bases(thing)[1:]:
        if isinstance(base, Thing) and system.conventions.bases.get(base.path) == "schema":
            return True
    return False


def fields_of(system: System, thing: OwnThing) -> tuple[str, ...]:
    """The fields of a shape, those of its bases included."""
    found: list[str] = []
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        if known is not None:
            found += [name for name in known.annotations if not name.startswith("_") and name != "model_config"]
    return tuple(dict.fromkeys(found))


def typed_of(system: System, thing: OwnThing) -> tuple[str, ...]:
    """The fields of a shape whose values are held to a type: `Any`, alone or in a mapping, takes whatever comes."""
    open_ = {
        name
        for base in system.indexed.bases(thing)
        for known in ([system.indexed.class_of(base)] if isinstance(base, OwnThing) else ())
        for name, spelled in (known.annotations.items() if known is not None else ())
        if spelled.replace("typing.", "").replace(" ", "").removeprefix("Optional[").lower().startswith(_ANYTHING)
    }
    return tuple(name for name in fields_of(system, thing) if name not in open_)


_ANYTHING: Final = ("any", "object", "dict[str,any]", "mapping[str,any]", "list[any]", "list[dict[str,any]]")


def values_of(system: System, thing: OwnThing) -> tuple[str, ...]:
    """The fields of a shape that could be out of range: what is a shape again, or yes or no, cannot."""
    found: list[str] = []
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        module = system.indexed.module(base.path) if isinstance(base, OwnThing) else None
        for name, spelled in known.annotations.items() if known is not None and module is not None else ():
            inner = any(True for _ in shapes_in(system, module.annotated(spelled))) if module is not None else False
            if not inner and not spelled.startswith("bool"):
                found.append(name)
    return tuple(one for one in fields_of(system, thing) if one in found)


_SURROUNDINGS: Final = frozenset({"os.environ", "os.getenv", "sys.argv"})


def checking_shape(system: System, call: Call) -> OwnThing | None:
    """The shape that a table is held to by a method of its class: `Rows.validate(frame)`."""
    if call.method is None or not isinstance(call.callee, Own) or not call.args:
        return None
    if any(isinstance(one, Lib) and one.path in _SURROUNDINGS for one in within(call.args[0])):
        return None  # how the program is set, and nothing that a model is asked with
    return next(shapes_in(system, call.callee), None)


def bounded(system: System, thing: OwnThing) -> tuple[str, ...]:
    """The fields of a shape that are held to a range, a set of values or a check of their own."""
    found: list[str] = []
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        if known is None:
            continue
        for name, annotation in known.annotations.items():
            if any(word in annotation for word in _BOUNDED) or _limited(system, known.names.get(name), annotation):
                found.append(name)
        found += _validated_fields(system, base) if isinstance(base, OwnThing) else ()
    fields = fields_of(system, thing)
    return tuple(name for name in dict.fromkeys(found) if name in fields)


def _validated_fields(system: System, base: OwnThing) -> Iterator[str]:
    """The fields that a method of the shape holds to a range or set, by what it is told to look at or what it reads."""
    known, module = system.indexed.class_of(base), system.indexed.module(base.path)
    for index in known.methods.values() if known is not None and module is not None else ():
        routine = module.routine(index) if module is not None else None
        if routine is None or not any(isinstance(one, Raise) for one in routine.every()):
            continue
        tests = [one.test for one in routine.every() if isinstance(one, Branch)]
        compared = [one for test in tests for one in within(test) if isinstance(one, Op) and one.op in _ORDERED]
        if compared:
            for decorator in routine.decorators:
                if isinstance(decorator, Result):
                    yield from (str(one.value) for one in decorator.call.args if isinstance(one, Const))
            yield from (inner.name for one in compared for inner in within(one) if isinstance(inner, Attr))


_ORDERED: Final = frozenset({"<", "<=", ">", ">=", "in", "not in"})


_BOUNDED: Final = (
    "Literal[", "Positive", "NonNegative", "conint", "confloat", "constr", "gt=", "ge=", "lt=", "le=", "Enum",
    "pattern=",
)  # fmt: skip


_LONGEST: Final = frozenset({"max_length", "max_items"})
_LENGTHS: Final = frozenset({"min_length", "max_length", "min_items", "max_items"})


def _limited(system: System, term: Term | None, annotation: str) -> bool:
    """Whether the default of a field says its bounds; how long a list is bounds none of its values."""
    if not isinstance(term, Result):
        return False
    for name in system.indexed.names(term.call):
        entry = system.conventions.call(name)
        bounds = entry.slots.get("bounds", ()) if entry is not None and entry.sign == "schema-field" else ()
        lengths = _LENGTHS if annotation.lower().removeprefix("typing.").startswith(("list", "dict")) else frozenset()
        if any(key in bounds and key not in lengths for key, _ in term.call.kwargs):
            return True
    return False


def open_values(system: System, thing: OwnThing) -> Iterator[tuple[str, str]]:
    """The fields of a shape that a request has to send and whose values may be any, each with what is open of it.

    Numbers in a list or under names (`features: dict[str, float]`), a text that may be empty, though not long, and a
    text beside numbers, which is a category that the model has learned the values of.
    """
    values = values_of(system, thing)
    numbers = any(True for one in _spelled(system, thing) if one.startswith(("int", "float")))
    limited = bounded(system, thing)
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        held = {*_validated_fields(system, base)} if known is not None and isinstance(base, OwnThing) else set()
        for name, spelled in known.annotations.items() if known is not None else ():
            given = known.names.get(name) if known is not None else None
            plain = spelled.replace("typing.", "").replace(" ", "").lower()
            if name not in values or name in held or any(word in spelled for word in _BOUNDED) or not _asked(given):
                continue
            if plain.startswith(_HOLDING):
                yield name, f"ranges or sets of values for what `{name}` holds"
            elif plain == "str" and numbers and name not in limited and _is_category(name):
                yield name, f"the set of values of `{name}`: any text passes"
            elif plain == "str" and values == (name,) and isinstance(given, Result):
                said = {key for key, _ in given.call.kwargs}
                if said & _LONGEST and not said & (_LENGTHS - _LONGEST | {"pattern", "regex"}):
                    yield name, f"a least length of `{name}`: an empty one passes"


def _spelled(system: System, thing: OwnThing) -> Iterator[str]:
    """The annotations of the fields of a shape."""
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        yield from known.annotations.values() if known is not None else ()


def _is_category(name: str) -> bool:
    """Whether a text can be one of a few values that a model learned: no id, no moment, and no text of its own."""
    return not set(words(name)) & _OWN_TEXTS


_OWN_TEXTS: Final = frozenset({
    "id", "uuid", "key", "name", "text", "message", "query", "prompt", "question", "comment", "description", "title",
    "date", "time", "timestamp", "datetime", "day", "at", "url", "uri", "path", "token", "email", "phone", "version",
    "session", "request", "user", "content", "body", "image", "address", "zip", "zipcode", "postcode", "code",
    "number", "ip", "hash", "source", "trace", "sku", "symbol", "ticker", "model", "horizon", "note", "notes", "review",
    "summary", "language", "document", "reason", "customer", "account", "store", "item", "product",
})  # fmt: skip
_HOLDING: Final = (
    "dict[str,float]", "dict[str,any]", "dict[str,int]", "list[float]", "list[list[float]]", "list[dict[str,any]]",
    "list[dict[str,float]]", "list[any]", "list[list[any]]",
)  # fmt: skip


def _asked(given: Term | None) -> bool:
    """Whether a field has to be sent: it has no value of its own."""
    if not isinstance(given, Result):
        return given is None
    own = [value for key, value in given.call.kwargs if key in {"default", "default_factory"}]
    own += given.call.args[:1]
    return all(isinstance(one, Const) and one.value is Ellipsis for one in own)


def capped(system: System, thing: OwnThing) -> tuple[str, ...]:
    """The lists of a shape that are held to a greatest length."""
    found: list[str] = []
    for base in system.indexed.bases(thing):
        known = system.indexed.class_of(base) if isinstance(base, OwnThing) else None
        for name, annotation in known.annotations.items() if known is not None else ():
            term = known.names.get(name) if known is not None else None
            held = isinstance(term, Result) and any(key in _LONGEST for key, _ in term.call.kwargs)
            several = annotation.lower().removeprefix("typing.").startswith(("list", "conlist"))
            if several and (held or any(f"{key}=" in annotation.replace(" ", "") for key in _LONGEST)):
                found.append(name)
    return tuple(dict.fromkeys(found))


def nested(system: System, thing: OwnThing) -> tuple[OwnThing, ...]:
    """A shape and those that its fields are of (`rows: list[Row]`)."""
    found: list[OwnThing] = [thing]
    for one in found:
        known, module = system.indexed.class_of(one), system.indexed.module(one.path)
        if known is None or module is None or len(found) > _MOST:
            continue
        for annotation in known.annotations.values():
            found += [inner for inner in shapes_in(system, module.annotated(annotation)) if inner not in found]
    return tuple(found)


def shapes_in(system: System, term: Term) -> Iterator[OwnThing]:
    """The shapes that a term names: a class, or an annotation with classes in it."""
    for thing in system.indexed.things(term):
        if isinstance(thing, OwnThing) and is_shape(system, thing):
            yield OwnThing(thing.path, thing.name, thing.kind, thing.index)
