"""Handlers: the functions that answer requests, how a framework comes to them, and what prepares for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, Protocol

from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Routine
from mle_reviewer.system.code.terms import Attr, Call, Const, Own, Result, Self, Term
from mle_reviewer.system.mounting import Mounting
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.knowledge.conventions import Conventions, ModuleEntry, SignEntry
    from mle_reviewer.system.code.world import World
    from mle_reviewer.system.signs import Sign

Kind = Literal["route", "server", "page", "batch"]
_ANSWERING: Final = frozenset({"route", "serve"})
_ANY: Final = "*"
_PLATFORM: Final = "platform"
_CALLED: Final = ("__call__",)  # what a class that is served answers by, where its page names no methods


class Ground(Protocol):
    """What of a system is asked here."""

    @property
    def conventions(self) -> Conventions:
        """What pages say."""

    @property
    def indexed(self) -> World:
        """Its code."""

    @property
    def code(self) -> tuple[str, ...]:
        """The documents of it."""

    def routines(self, *tiers: str) -> Iterator[Routine]:
        """All functions on some ground."""

    def signed(self, *signs: str) -> list[Sign]:
        """The calls that are signs."""


class Importing(Ground, Protocol):
    """A system that knows which documents import each other, and which parts its applications take."""

    @property
    def imports(self) -> Mapping[str, tuple[str, ...]]:
        """The documents that import each."""

    @property
    def mounting(self) -> Mounting:
        """Which parts of applications are taken by one."""


@dataclass(frozen=True, slots=True)
class Handler:
    """What answers one kind of request: a function, or the methods of a class that a server calls one after the other.

    `page` is what the convention page says of it, `words` how it is asked ("POST /predict" where that is known).
    """

    kind: Kind
    starts: tuple[Routine, ...]
    sets: tuple[Routine, ...]
    page: str
    words: str = ""
    entry: SignEntry | None = None
    call: Call | None = None  # of the decorator or of what registers it
    ended: bool = False  # a platform calls it, and ends each run after a time

    @property
    def first(self) -> Routine:
        """The function that is named for it."""
        return self.starts[0]

    @property
    def name(self) -> str:
        """How it is called in the code."""
        return self.first.name or self.first.path


def handlers(system: Importing) -> tuple[Handler, ...]:
    """All handlers on production ground, in the order of their documents."""
    found: list[Handler] = []
    taken: set[tuple[str, int]] = set()
    for one in (*_decorated(system), *_registered(system), *_classes(system), *_modules(system), *_pages(system)):
        keys = {(start.path, start.function) for start in one.starts}
        if not keys & taken:
            taken |= keys
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.first.path, one.first.pos)))


def _decorated(system: Importing) -> Iterator[Handler]:
    for routine in system.routines("code"):
        for decorator, known in _answering(system, routine):
            if system.mounting.answers(routine, decorator):
                call = decorator.call if isinstance(decorator, Result) else None
                yield Handler("route", (routine,), (), known.about, _asked(known, call), known, call, ended(known))
                break


def _answering(system: Ground, routine: Routine) -> Iterator[tuple[Term, SignEntry]]:
    for decorator in routine.decorators:
        known = _known(system, decorator)
        if known is not None and known.sign in _ANSWERING:
            yield decorator, known


def unmounted(system: Importing) -> Iterator[tuple[str, int]]:
    """The functions that would answer requests if an application took the part of one that they hang on."""
    for routine in system.routines("code"):
        some = [decorator for decorator, _known in _answering(system, routine)]
        if some and not any(system.mounting.answers(routine, one) for one in some):
            yield routine.path, routine.function


def _known(system: Ground, decorator: Term) -> SignEntry | None:
    """What the page of a decorator says, called or bare."""
    if isinstance(decorator, Result):
        names = system.indexed.names(decorator.call)
    else:
        names = tuple(one.path for one in system.indexed.things(decorator) if isinstance(one, Thing))
        if not names and isinstance(decorator, Attr):
            names = (f"?.{decorator.name}",)
    return next((entry for name in names if (entry := system.conventions.call(name)) is not None), None)


def _asked(entry: SignEntry, call: Call | None) -> str:
    slot = entry.slots.get("path")
    path = call.given(slot, 0) if call is not None and isinstance(slot, str) else None
    if not isinstance(path, Const) or call is None:
        return ""
    verb = call.method.upper() if call.method in {"get", "post", "put", "patch"} else ""
    return f"{verb} {path.value}".strip()


def _registered(system: Ground) -> Iterator[Handler]:
    """Functions that are handed to a framework: `add_url_rule(…, view_func=f)`, `Interface(fn=f)`."""
    for sign in system.signed("route", "serve"):
        given = sign.given("handler")
        starts = tuple(_functions(system, given)) if given is not None else ()
        if starts:
            yield Handler("route", starts[:1], (), sign.entry.about, _path(sign), sign.entry, sign.call)


def _path(sign: Sign) -> str:
    path = sign.given("path")
    return str(path.value) if isinstance(path, Const) else ""


def _functions(system: Ground, term: Term) -> Iterator[Routine]:
    for thing in system.indexed.things(term):
        if isinstance(thing, OwnThing) and thing.kind == "function":
            routine = system.indexed.routine(thing)
            if routine is not None:
                yield routine


def _classes(system: Ground) -> Iterator[Handler]:
    for path in system.code:
        module = system.indexed.module(path) if tier(path) == "code" else None
        for index, code in enumerate(module.code.classes) if module is not None else ():
            thing = OwnThing(path, code.qualname, "class", index, made=True)
            entry = _served(system, thing)
            if entry is None:
                continue
            handles = entry.slots.get("handles") or _CALLED
            starts = _methods(system, thing, handles)
            sets = _methods(system, thing, (*(entry.slots.get("sets") or ()), "__init__"))
            if not starts and _ANY in handles:  # what holds a handle of it may call any of its methods
                public = (name for name in code.methods if not name.startswith("_"))
                starts = tuple(one for one in _methods(system, thing, list(public)) if one not in sets)
            if entry.sign == "route":  # each method answers requests of its own
                for start in starts:
                    yield Handler("route", (start,), sets, entry.about, "", entry)
            elif starts:
                yield Handler("server", starts, sets, entry.about, "", entry)


def _served(system: Ground, thing: OwnThing) -> SignEntry | None:
    for base in system.indexed.bases(thing)[1:]:
        entry = system.conventions.base(base.path) if isinstance(base, Thing) else None
        if entry is not None and entry.slots.get("handles"):
            return entry
    known = system.indexed.class_of(thing)
    for decorator in known.decorators if known is not None else ():
        entry = _known(system, decorator)
        if entry is not None and entry.sign == "serve":
            return entry
    return None


def _methods(system: Ground, thing: OwnThing, names: object) -> tuple[Routine, ...]:
    found: list[Routine] = []
    for name in names if isinstance(names, (list, tuple)) else ():
        method = system.indexed.method(thing, name)
        routine = system.indexed.routine(method) if isinstance(method, OwnThing) else None
        if routine is not None:
            found.append(routine)
    return tuple(found)


def _modules(system: Ground) -> Iterator[Handler]:
    """Documents that a platform knows by the functions in them."""
    for path in system.code:
        module = system.indexed.module(path) if tier(path) == "code" else None
        if module is None:
            continue
        defined = {code.qualname: index for index, code in enumerate(module.code.functions)}
        known = {*defined, *(code.qualname for code in module.code.classes)}
        for entry in system.conventions.modules:
            params = {name: module.code.functions[index].params for name, index in defined.items()}
            if _fits(entry, known, params):
                starts = tuple(module.routine(defined[name]) for name in entry.handles if name in defined)
                sets = tuple(module.routine(defined[name]) for name in entry.sets if name in defined)
                if starts:
                    yield Handler("server", starts, sets, entry.about, ended=entry.ends == _PLATFORM)
                break


def _fits(entry: ModuleEntry, known: set[str], params: dict[str, tuple[str, ...]]) -> bool:
    if not known.issuperset(entry.all) or (entry.any and known.isdisjoint(entry.any)):
        return False
    for name, asked in entry.params.items():
        has = params.get(name, ())
        if (has != asked) if isinstance(asked, tuple) else (len(has) != asked):
            return False
    return True


def _pages(system: Ground) -> Iterator[Handler]:
    """Scripts that are run from their top whenever a user does something."""
    seen: set[str] = set()
    for sign in system.signed("script-page"):
        module = system.indexed.module(sign.path)
        if module is not None and sign.path not in seen:
            seen.add(sign.path)
            yield Handler("page", (module.top(),), (), sign.entry.about)


def ended(entry: SignEntry) -> bool:
    """Whether a platform ends each run of what it calls after a time, as its page says."""
    return entry.slots.get("ends") == _PLATFORM


def decorated(system: Ground, *signs: str) -> Iterator[tuple[Routine, SignEntry]]:
    """The functions with a decorator, called or bare, that is one of these signs."""
    for routine in system.routines("code"):
        for decorator in routine.decorators:
            known = _known(system, decorator)
            if known is not None and known.sign in signs:
                yield routine, known
                break


def kept(system: Ground, routine: Routine) -> bool:
    """Whether what a function gives is kept, so that it runs once and not for each request."""
    known = (_known(system, decorator) for decorator in routine.decorators)
    return any(entry is not None and entry.sign == "made-once" for entry in known)


def named_functions(system: Ground, term: Term) -> Iterator[Routine]:
    """The functions that a term is: handed on, not called."""
    if isinstance(term, Own) and term.kind == "function":
        routine = system.indexed.routine(OwnThing(term.path, term.name, term.kind, term.index))
        if routine is not None:
            yield routine
    elif isinstance(term, Attr) and isinstance(term.of, (Self, Result, Attr)):
        yield from _functions(system, term)
