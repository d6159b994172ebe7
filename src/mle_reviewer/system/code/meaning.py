"""What terms are: things of libraries or of the repository, and which of them a call calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mle_reviewer.system.code.documents import Documents
from mle_reviewer.system.code.modules import Class
from mle_reviewer.system.code.steps import Assign, Return, Routine, SetAttr
from mle_reviewer.system.code.terms import (
    UNKNOWN,
    Attr,
    Call,
    Choice,
    Collected,
    Const,
    Element,
    Global,
    Group,
    Item,
    Lib,
    Op,
    Own,
    Pairs,
    Param,
    Result,
    Self,
    Term,
)

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.code import ModuleCode

_DEEPEST: Final = 7
_MOST: Final = 6  # things that one term may be


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of a library: what the path names, or (`made`) what a call of it gives back."""

    path: str
    made: bool = False


@dataclass(frozen=True, slots=True)
class OwnThing:
    """A module, function or class of the repository, or (`made`) an instance of the class."""

    path: str
    name: str
    kind: str
    index: int
    made: bool = False


Meant = Thing | OwnThing


@dataclass(frozen=True, slots=True)
class Built:
    """What a document of settings has a call build: what is called, and the call, None where it is only prepared."""

    term: Term
    call: Call | None


class Meaning(Documents):
    """What the terms of a tree's code are, as far as constructors, annotations and returns say."""

    def __init__(self, layout: Layout, code: Callable[[str], ModuleCode | None], table: Table) -> None:
        super().__init__(layout, code)
        self.table = table
        self._things: dict[int, tuple[Term, tuple[Meant, ...]]] = {}
        self._targets: dict[int, tuple[Call, tuple[Meant, ...]]] = {}
        self._entries: dict[int, tuple[Call, tuple[CallEntry, ...]]] = {}
        self._names: dict[int, tuple[Call, tuple[str, ...]]] = {}
        self._asking: set[int] = set()
        self._attributes: dict[tuple[str, int], dict[str, list[Term]]] = {}
        self.stated: Callable[[str, Call], tuple[Built, ...]] = lambda _name, _call: ()
        self._built: dict[int, tuple[Call, tuple[Built, ...]]] = {}

    def given(self, _param: Param) -> tuple[Term, ...]:
        """What callers give a parameter; nobody knows who calls yet."""
        return ()

    def routine(self, thing: OwnThing | Own) -> Routine | None:
        """The function that a thing of the repository is; for a class, its constructor."""
        module = self.module(thing.path)
        if module is None:
            return None
        if thing.kind == "function":
            return module.routine(thing.index)
        if thing.kind == "class":
            found = self.method(OwnThing(thing.path, thing.name, "class", thing.index, made=True), "__init__")
            return self.routine(found) if isinstance(found, OwnThing) else None
        return module.top()

    def things(self, term: Term, depth: int = 0) -> tuple[Meant, ...]:
        """What a term may be; () where nothing is known."""
        known = self._things.get(id(term))
        if known is not None and known[0] is term:
            return known[1]
        if depth > _DEEPEST or id(term) in self._asking:
            return ()
        self._asking.add(id(term))
        try:
            found = tuple(dict.fromkeys(self._meant(term, depth + 1)))[:_MOST]
        finally:
            self._asking.discard(id(term))
        if depth == 0 or found:
            self._things[id(term)] = term, found
        return found

    def _meant(self, term: Term, depth: int) -> Iterator[Meant]:
        plain = _PLAIN.get(type(term))
        if plain is not None:
            yield from plain(self, term, depth)

    def _own(self, term: Own, _depth: int) -> Iterator[Meant]:
        yield OwnThing(term.path, term.name, term.kind, term.index)

    def _self(self, term: Self, _depth: int) -> Iterator[Meant]:
        module = self.module(term.path)
        name = module.code.classes[term.index].qualname if module is not None else ""
        yield OwnThing(term.path, name, "class", term.index, made=not term.cls)

    def _result(self, term: Result, depth: int) -> Iterator[Meant]:
        for target in self.targets(term.call, depth):
            yield from self._results(target, term.call, depth)

    def _of_attribute(self, term: Attr, depth: int) -> Iterator[Meant]:
        for thing in self.things(term.of, depth):
            yield from self._attribute(thing, term.name, depth)

    def _global(self, term: Global, depth: int) -> Iterator[Meant]:
        """What the top level of a module binds, and what each function does that binds the name again."""
        yield from self.things(term.term, depth)
        module = self.module(term.path)
        for index in module.binding.get(term.name, ()) if module is not None else ():
            for step in module.routine(index).every() if module is not None else ():
                if isinstance(step, Assign) and step.name == term.name:
                    yield from self.things(step.term, depth)

    def _either(self, term: Choice | Op, depth: int) -> Iterator[Meant]:
        if isinstance(term, Choice) or term.op in {"or", "and", "|"}:  # the last of types: one or the other
            for one in term.terms:
                yield from self.things(one, depth)

    def _results(self, target: Meant, call: Call, depth: int) -> Iterator[Meant]:
        """What a call of a target gives back."""
        if isinstance(target, Thing):
            if target.path in _PASSING and call.args:
                yield from self.things(call.args[0], depth)
                return
            if target.path in {"builtins.getattr", "importlib.import_module"}:
                yield from self._looked_up(call, depth)
                return
            built = self.built(call, target.path)
            if built:
                for one in built:
                    yield from self.things(one.term if one.call is None else Result(one.call), depth)
                return
            entry = self.table.find_call(target.path)
            kind = entry.slots.get("type") if entry is not None else None
            if kind == "self" or (entry is not None and entry.effect == "self"):
                yield from self._itself(target, call, depth)
            elif isinstance(kind, str) and kind != "none":
                yield Thing(kind, made=True)
            elif entry is not None and entry.effect == "fit" and call.method is not None:
                yield from self.things(call.callee, depth)
            elif target.path.rpartition(".")[2][:1].isupper() or self.table.find_class(target.path):
                yield Thing(target.path, made=True)
            else:
                yield Thing(f"{target.path}()", made=True)
        elif target.kind == "class" and not target.made:
            yield OwnThing(target.path, target.name, "class", target.index, made=True)
        elif target.kind == "function":
            found = [thing for term in self.returns(target) for thing in self.things(term, depth)]
            promised = () if any(isinstance(one, OwnThing) for one in found) else tuple(self._promised(target, depth))
            own = any(isinstance(one, OwnThing) for one in promised)  # says more than what a library is known to give
            yield from promised if own or not found else found

    def _itself(self, target: Thing, call: Call, depth: int) -> Iterator[Meant]:
        """What gives itself back: the object of a method, and what a builder's function is a part of."""
        if call.method is None:
            yield Thing(target.path.rpartition(".")[0])
        else:
            yield from (_object(one) for one in self.things(call.callee, depth))

    def _looked_up(self, call: Call, depth: int) -> Iterator[Meant]:
        """What is asked for by a name: an attribute or a module where its name is known, otherwise nothing known."""
        if len(call.args) == 1 and isinstance(call.args[0], Const) and isinstance(call.args[0].value, str):
            yield Thing(call.args[0].value)
        name = call.args[1] if len(call.args) > 1 else None
        if isinstance(name, Const) and isinstance(name.value, str):
            for thing in self.things(call.args[0], depth):
                yield from self._attribute(thing, name.value, depth)

    def _promised(self, thing: OwnThing, depth: int) -> Iterator[Meant]:
        """What the annotation of a function says that it gives, where what it returns says nothing."""
        module = self.module(thing.path)
        spelled = module.code.functions[thing.index].returns if module is not None else ""
        for one in self.things(module.annotated(spelled), depth) if module is not None and spelled else ():
            if isinstance(one, Thing):
                yield Thing(one.path, made=True)
            elif one.kind == "class":
                yield _object(one)

    def built(self, call: Call, name: str = "") -> tuple[Built, ...]:
        """What a call builds whose settings name the class or function (`instantiate(cfg.trainer)`)."""
        known = self._built.get(id(call))
        if known is None or known[0] is not call:
            names = (name,) if name else self.names(call)
            found = tuple(one for each in names for one in self.stated(each, call))[:_MOST]
            known = self._built[id(call)] = call, found
        return known[1]

    def returns(self, thing: OwnThing) -> tuple[Term, ...]:
        """What a function of the repository gives back, one for each `return`."""
        routine = self.routine(thing)
        if routine is None:
            return ()
        found = [one.term for one in routine.every() if isinstance(one, Return) and one.term is not None]
        module = self.module(thing.path)
        if not found and module is not None and (spelled := module.code.functions[thing.index].returns):
            return (Result(Call(0, module.annotated(spelled), None, (), ())),)
        return tuple(found[:_MOST])

    def _attribute(self, thing: Meant, name: str, depth: int) -> Iterator[Meant]:
        if isinstance(thing, Thing):
            owner = self.table.find_class(thing.path) if thing.made else None
            kind = owner.attributes.get(name, {}).get("type") if owner is not None else None
            yield Thing(kind, made=True) if isinstance(kind, str) else Thing(f"{thing.path}.{name}", made=thing.made)
            return
        if thing.kind == "module":
            yield from self.things(self.member(thing.path, name), depth)
            return
        if thing.kind != "class":
            return
        found = self.method(thing, name)
        if found is not None:
            routine = self.routine(found) if isinstance(found, OwnThing) else None
            if routine is not None and any(_is_property(one) for one in routine.decorators):
                for term in self.returns(found) if isinstance(found, OwnThing) else ():
                    yield from self.things(term, depth)
            else:
                yield found
            return
        for term in self.attribute(thing, name):
            yield from self.things(term, depth)

    def _param(self, term: Param, depth: int) -> Iterator[Meant]:
        module = self.module(term.path)
        if term.annotation and module is not None:
            for thing in self.things(module.annotated(term.annotation), depth):
                if isinstance(thing, Thing):
                    yield Thing(thing.path, made=True)
                elif thing.kind == "class":
                    yield OwnThing(thing.path, thing.name, thing.kind, thing.index, made=True)
        if term.default is not None:
            yield from self.things(term.default, depth)
        for given in self.given(term):
            yield from self.things(given, depth)

    def _one_of(self, term: Element | Item, depth: int) -> Iterator[Meant]:
        yield from self._elements(term, term.of, depth)

    def _elements(self, term: Term, of: Term, depth: int) -> Iterator[Meant]:
        place = term.place if isinstance(term, Element) else None
        if depth > _DEEPEST:  # a function that gives back what it gives back
            return
        for one in of.terms if isinstance(of, Choice) else (of,):
            if isinstance(one, Group):
                some = one.items if place is None else one.items[place : place + 1]
                yield from self._all_of(some, depth)
            elif isinstance(one, Pairs) and isinstance(term, Item):
                yield from self._all_of(one.values, depth)
            elif isinstance(one, Collected):
                yield from self.things(one.value, depth)
            elif isinstance(one, Element) and place is not None:
                for inner in _each(one.of):
                    yield from self._elements(term, inner, depth + 1)
            elif isinstance(one, Result):
                yield from self._elements_given(term, one, place, depth)

    def _all_of(self, terms: tuple[Term, ...], depth: int) -> Iterator[Meant]:
        for term in terms:
            yield from self.things(term, depth)

    def _elements_given(self, term: Term, of: Result, place: int | None, depth: int) -> Iterator[Meant]:
        """The elements of what a call gives back: the values of a dict, or what a function returns several of."""
        if place is None:
            yield from self._all_of(_each(of), depth)
            return
        for target in self.targets(of.call, depth):
            if isinstance(target, OwnThing) and target.kind == "function":
                for given in self.returns(target):
                    yield from self._elements(term, given, depth + 1)

    # classes

    def class_of(self, thing: OwnThing) -> Class | None:
        """The class that a thing is, or is an instance of."""
        module = self.module(thing.path) if thing.kind == "class" else None
        return None if module is None else module.class_(thing.index)

    def bases(self, thing: OwnThing) -> tuple[Meant, ...]:
        """All classes that a class stands on, its own included, the nearest first."""
        found: list[Meant] = []
        waiting: list[Meant] = [thing]
        while waiting and len(found) < 2 * _MOST:
            one = waiting.pop(0)
            if one in found:
                continue
            found.append(one)
            if isinstance(one, OwnThing) and (known := self.class_of(one)) is not None:
                for base in known.bases:
                    waiting += [
                        OwnThing(b.path, b.name, b.kind, b.index, made=thing.made) if isinstance(b, OwnThing) else b
                        for b in self.things(base)
                    ]
        return tuple(found)

    def method(self, thing: OwnThing, name: str) -> Meant | None:
        """A method of a class: of the repository, or of a library's class that it stands on and knowledge describes."""
        for base in self.bases(thing):
            if isinstance(base, Thing):
                if self.table.find_call(f"{base.path}.{name}") is not None:
                    return Thing(f"{base.path}.{name}")
                continue
            known = self.class_of(base)
            if known is not None and name in known.methods:
                module = self.module(base.path)
                assert module is not None
                code = module.code.functions[known.methods[name]]
                return OwnThing(base.path, code.qualname, "function", known.methods[name])
        return None

    def attribute(self, thing: OwnThing, name: str) -> tuple[Term, ...]:
        """What an attribute of an instance or class may stand for, by all that its methods bind."""
        found: list[Term] = []
        for base in self.bases(thing):
            if isinstance(base, OwnThing):
                found += self._bound(base).get(name, ())
        return tuple(found[: 2 * _MOST])

    def _bound(self, thing: OwnThing) -> dict[str, list[Term]]:
        key = thing.path, thing.index
        if key not in self._attributes:
            bound = self._attributes[key] = {}
            known, module = self.class_of(thing), self.module(thing.path)
            if known is None or module is None:
                return bound
            for name, term in known.names.items():
                if name not in known.methods:
                    bound.setdefault(name, []).append(term)
            for name, spelled in known.annotations.items():
                if (term := module.annotated(spelled)) is not UNKNOWN:
                    bound.setdefault(name, []).append(Result(Call(0, term, None, (), ())))
            for index in known.methods.values():
                for step in module.routine(index).every():
                    if isinstance(step, SetAttr) and isinstance(step.of, Self):
                        bound.setdefault(step.name, []).append(step.term)
        return self._attributes[key]

    # calls

    def targets(self, call: Call, depth: int = 0) -> tuple[Meant, ...]:
        """What a call calls: functions, classes, methods; () where nothing is known of it."""
        known = self._targets.get(id(call))
        if known is not None and known[0] is call:
            return known[1]
        found = tuple(dict.fromkeys(self._called(call, depth)))
        if found or depth == 0:
            self._targets[id(call)] = call, found
        return found

    def _called(self, call: Call, depth: int) -> Iterator[Meant]:
        for thing in self.things(call.callee, depth):
            if call.method is not None:
                yield from self._called_method(thing, call.method, depth)
            else:
                yield from self._called_thing(thing)

    def _called_thing(self, thing: Meant) -> Iterator[Meant]:
        """What a call of a thing itself calls: of an object, what answers its calls."""
        if isinstance(thing, OwnThing) and thing.made:
            for name in ("__call__", "forward", "call"):
                if (found := self.method(thing, name)) is not None:
                    yield found
                    break
        elif isinstance(thing, Thing) and thing.made:
            yield Thing(f"{thing.path}.__call__")
        else:
            yield thing

    def _called_method(self, thing: Meant, name: str, depth: int) -> Iterator[Meant]:
        if isinstance(thing, Thing):
            yield Thing(f"{thing.path}.{name}")
        elif thing.kind == "module":
            yield from self.things(self.member(thing.path, name), depth)
        elif thing.kind == "class":
            found = self.method(thing, name)
            if found is not None:
                yield found
                return
            bound = [one for term in self.attribute(thing, name) for one in self.things(term, depth)]
            for one in bound:
                yield from self._called_thing(one)
            for base in self.bases(thing) if not bound else ():
                if isinstance(base, Thing):
                    yield Thing(f"{base.path}.{name}")

    def names(self, call: Call) -> tuple[str, ...]:
        """The dotted library names that a call may mean; `?.method` for a method of something unknown."""
        known = self._names.get(id(call))
        if known is None or known[0] is not call:
            targets = self.targets(call)
            found = tuple(one.path for one in targets if isinstance(one, Thing))
            unknown = not found and not targets and call.method is not None
            known = self._names[id(call)] = call, (f"?.{call.method}",) if unknown else found
        return known[1]

    def entries(self, call: Call) -> tuple[CallEntry, ...]:
        """What knowledge says of a call: of the functions it may mean, or of any method called so."""
        known = self._entries.get(id(call))
        if known is None or known[0] is not call:
            known = self._entries[id(call)] = call, self._said(call)
        return known[1]

    def _said(self, call: Call) -> tuple[CallEntry, ...]:
        found = []
        for name in self.names(call):
            entry = self.table.duck(name[2:]) if name.startswith("?.") else self.table.find_call(name)
            if entry is None and call.method is not None and self._loaded(name, call.method):
                entry = self.table.duck(call.method)
            if entry is not None:
                found.append(entry)
        return tuple(found)

    def _loaded(self, name: str, method: str) -> bool:
        """Whether a method is one of something that was read from storage: of which type, only the file knows."""
        maker = name.removesuffix(f"().{method}")
        entry = self.table.find_call(maker) if maker != name else None
        return entry is not None and entry.effect in {"load", "restore"}

    def own(self, call: Call) -> tuple[Routine, ...]:
        """The functions of the repository that a call enters."""
        found = (self.routine(one) for one in self.targets(call) if isinstance(one, OwnThing))
        return tuple(routine for routine in found if routine is not None and routine.function >= 0)


_PLAIN: Final[dict[type, Callable[[Any, Any, int], Iterator[Meant]]]] = {
    Lib: lambda _meaning, term, _depth: iter((Thing(term.path),)),
    Own: Meaning._own,  # noqa: SLF001 - the methods of this very class, by the kind of term
    Self: Meaning._self,  # noqa: SLF001
    Result: Meaning._result,  # noqa: SLF001
    Attr: Meaning._of_attribute,  # noqa: SLF001
    Param: Meaning._param,  # noqa: SLF001
    Choice: Meaning._either,  # noqa: SLF001
    Global: Meaning._global,  # noqa: SLF001
    Op: Meaning._either,  # noqa: SLF001
    Element: Meaning._one_of,  # noqa: SLF001
    Item: Meaning._one_of,  # noqa: SLF001
}

# Calls that give back what they are given, for all that is asked here.
_PASSING: Final = frozenset({"typing.cast", "copy.copy", "copy.deepcopy", "functools.lru_cache", "functools.wraps()"})


def _object(thing: Meant) -> Meant:
    """What a method gives back that gives its own object: asked of a class, one of its objects."""
    if isinstance(thing, OwnThing) and thing.kind == "class" and not thing.made:
        return OwnThing(thing.path, thing.name, thing.kind, thing.index, made=True)
    return thing


def _each(term: Term) -> tuple[Term, ...]:
    """The elements of what is gone through, where it is written down: a list, or the items of a dict."""
    if isinstance(term, Group):
        return term.items
    if isinstance(term, Result) and isinstance(term.call.callee, Pairs):
        pairs = term.call.callee
        if term.call.method == "items":
            each = zip(pairs.keys, pairs.values, strict=True)
            return tuple(Group("tuple", (key, value)) for key, value in each if key is not None)
        return pairs.values if term.call.method == "values" else ()
    return ()


def _is_property(term: Term) -> bool:
    return isinstance(term, Lib) and term.path.rpartition(".")[2] in {"property", "cached_property"}
