"""What of a tree's code is run, and from where: containers, pipelines, CI, scripts, servers, or only by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.flow.tree.plan import target_of
from mle_reviewer.system.code.meaning import OwnThing, Thing
from mle_reviewer.system.code.steps import Assign, Branch, Routine, Step, every
from mle_reviewer.system.code.terms import Attr, Call, Const, Lib, Op, Own, Term, all_within
from mle_reviewer.system.code.world import World
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.flow.tree.layout import Layout
    from mle_reviewer.program.pipelines.stage import Stage
    from mle_reviewer.system.signs import Sign

How = Literal["run", "by hand"]
# An application as servers name it: `serve.app:app`.
APPLICATION: Final = re.compile(r"^([A-Za-z_][\w.]*):([A-Za-z_]\w*)(?:\(\))?$")
STARTING: Final = frozenset(
    {"route", "serve", "pipeline", "pipeline-step", "schedule", "app", "configured", "queue-task", "consume"}
)


@dataclass(frozen=True, slots=True)
class Entrance:
    """Something that starts a document, or calls a function of it: where that is said, and in which words.

    Where a platform calls the function, it is `ended` after a time, whatever it does.
    """

    target: str
    how: How
    at: tuple[str, int]
    words: str
    function: str = ""
    ended: bool = False


def launched(layout: Layout, stages: Iterable[Stage]) -> Iterator[Entrance]:
    """The documents that pipeline definitions start."""
    for stage in stages:
        for launch in stage.launches:
            path = target_of(layout, launch)
            if path is not None:
                yield Entrance(path, "run", (stage.document, launch.line), f"{stage.document} starts it")


def application(layout: Layout, words: Iterable[str], folder: str = "") -> str | None:
    """The document of an application that a server is told to serve (`uvicorn serve.app:app`)."""
    for word in words:
        found = APPLICATION.match(word)
        if found is not None:
            return layout.resolve(f"{folder}/x.py" if folder else "x.py", found[1], 0)
    return None


def guarded(routine: Routine) -> bool:
    """Whether a module does something only where it is started itself (`if __name__ == "__main__"`)."""
    return any(isinstance(step, Branch) and _asks_main(step.test) for step in routine.steps)


def only_started(routine: Routine) -> Iterator[Call]:
    """The calls that a module makes only where it is started itself."""
    for step in routine.steps:
        if isinstance(step, Branch) and _asks_main(step.test):
            yield from (one for one in every(step.then) if isinstance(one, Call))


def _as_imported(routine: Routine) -> Iterator[Step]:
    """What a module does where another one imports it."""
    for step in routine.steps:
        yield from every(step.orelse if isinstance(step, Branch) and _asks_main(step.test) else (step,))


def _asks_main(test: Term) -> bool:
    return isinstance(test, Op) and any(isinstance(one, Const) and one.value == "__main__" for one in test.terms)


class Reached:
    """Which functions are run from the entrances, and how; `apart` are those that no library calls by their decorator.

    The same goes for all of the documents that stand `aside`.
    `entrances` has the first for each document, `every` all of them.
    """

    def __init__(
        self,
        world: World,
        paths: Iterable[str],
        entrances: Iterable[Entrance],
        signs: Iterable[Sign],
        served: Iterable[Routine] = (),
        apart: frozenset[tuple[str, int]] = frozenset(),
        aside: frozenset[str] = frozenset(),
    ) -> None:
        self._world = world
        self._aside = aside
        self._paths = [path for path in paths if tier(path) != "vendored"]
        every = sorted(entrances, key=lambda one: (one.how != "run", one.at))
        self.every = tuple(every)
        self.entrances = {one.target: one for one in reversed(every)}
        self.by: dict[tuple[str, int], How] = {}
        self._methods: dict[str, list[tuple[str, int]]] = {}
        self._owners: dict[tuple[str, int], tuple[str, int]] = {}  # the class of each method
        self._known: set[tuple[str, int]] = set()  # the classes that what is reached names, or of which a method is
        self._called: set[str] = set()
        self._begun: set[tuple[str, int]] = set()  # the module levels that are started, not only imported
        self._index_methods()
        framework = [(sign.path, sign.routine.function) for sign in signs if sign.sign in STARTING]
        framework += [(one.path, one.function) for one in served]  # a server or platform calls them
        started = [(one.target, -1) for one in every if one.how == "run"]
        called = [key for one in every if one.how == "run" and one.function for key in self._entered(one)]
        self._spread([*started, *called, *framework, *(one for one in self.decorated() if one not in apart)], "run")
        hand = [path for path in self._paths if (module := world.module(path)) is not None and guarded(module.top())]
        named = [(one.target, -1) for one in every if one.how == "by hand"]
        named += [key for one in every if one.how == "by hand" and one.function for key in self._entered(one)]
        self._spread([*named, *((path, -1) for path in hand if tier(path) == "code")], "by hand")

    def how(self, routine: Routine) -> How | None:
        """How a function is come to; None where nothing seen starts it."""
        return self.by.get((routine.path, routine.function))

    def started(self) -> dict[tuple[str, int], bool]:
        """The functions and module levels that something starts by itself, and whether that is an example."""
        every = (one for one in self.entrances.values() if one.how == "run")
        return {key: tier(one.at[0]) == "example" for one in every for key in (*self._entered(one), (one.target, -1))}

    def _entered(self, entrance: Entrance) -> Iterator[tuple[str, int]]:
        yield from self._named(entrance.target, entrance.function)

    def _named(self, path: str, function: str) -> Iterator[tuple[str, int]]:
        """The function of a document that is called by its name; a method is called with all of its class."""
        module = self._world.module(path)
        found = self._world.member(path, function.partition(".")[0]) if module is not None else None
        if isinstance(found, Own) and found.kind == "function":
            yield found.path, found.index
        for index, code in enumerate(module.code.functions) if module is not None else ():
            if code.qualname == function:
                yield path, index

    def _index_methods(self) -> None:
        for path in self._paths:
            module = self._world.module(path)
            for index, code in enumerate(module.code.functions) if module is not None else ():
                if code.owner is not None:
                    self._methods.setdefault(code.name, []).append((path, index))
                    self._owners[path, index] = path, code.owner

    def decorated(self) -> Iterator[tuple[str, int]]:
        """Functions with a decorator that a library's object or function is: it is the library that calls them."""
        for path in self._paths:
            module = self._world.module(path)
            if module is None or tier(path) == "test" or path in self._aside:
                continue
            for index, code in enumerate(module.code.functions):
                if any("." in word.partition("(")[0] for word in code.decorators):
                    yield path, index

    def _spread(self, starts: Iterable[tuple[str, int]], how: How) -> None:
        """What only stands behind the question for `__main__` is run by a start, and by no import."""
        waiting = [(start, True) for start in starts]
        while waiting:
            key, begun = waiting.pop()
            begins = begun and key[1] < 0 and key not in self._begun
            if key in self.by and not begins:
                continue
            self.by.setdefault(key, how)
            owner = self._owners.get(key)
            if owner is not None and owner not in self._known:
                waiting += [(one, False) for one in self._of(OwnThing(owner[0], "", "class", owner[1]))]
            module = self._world.module(key[0])
            if module is None:
                continue
            if begins:
                self._begun.add(key)
            routine = module.top() if key[1] < 0 else module.routine(key[1])
            if key[1] >= 0:
                waiting.append(((key[0], -1), False))
            else:
                waiting += [((path, -1), False) for path in self._world.layout.imported(key[0], module.code.imports)]
            steps = tuple(routine.every() if key[1] >= 0 or begun else _as_imported(routine))
            waiting += [(one, False) for one in self._mentioned(steps)]

    def _mentioned(self, steps: tuple[Step, ...]) -> Iterator[tuple[str, int]]:
        """The functions that steps call, hand on or may call by the name of a method."""
        for call in (one for one in steps if isinstance(one, Call)):
            for each in (call, *self._world.made(call)):
                for one in self._world.targets(each):
                    yield from self._of(one)
            for path in _searched(call):  # which of its classes is taken stands outside the code
                module = self._world.module(path)
                for index in range(len(module.code.classes)) if module is not None else ():
                    yield from self._of(OwnThing(path, "", "class", index))
            if call.method is not None and call.method not in self._called:
                self._called.add(call.method)
                some = self._methods.get(call.method, ())
                yield from (one for one in some if self._owners[one] in self._known)
        terms = ((step, term) for step in steps for term in step.terms())
        for inner in all_within(term for step, term in terms if not _introduces(step, term)):
            if isinstance(inner, Own) and inner.kind != "module":  # what is only defined or imported is not called
                yield from self._of(OwnThing(inner.path, inner.name, inner.kind, inner.index))
            elif isinstance(inner, Attr) and inner.name in self._methods:  # a method that is handed on
                for thing in self._world.things(inner):
                    yield from self._of(thing)

    def _of(self, thing: object) -> Iterator[tuple[str, int]]:
        if not isinstance(thing, OwnThing):
            return
        if thing.kind == "function":
            yield thing.path, thing.index
        elif thing.kind == "class":
            bases = self._world.bases(thing)
            framework = any(isinstance(base, Thing) for base in bases)
            for base in (one for one in bases if isinstance(one, OwnThing)):
                self._known.add((base.path, base.index))
                known = self._world.class_of(base)
                for name, index in known.methods.items() if known is not None else ():
                    if framework or name.startswith("__") or name in self._called:
                        yield base.path, index


def _searched(call: Call) -> Iterator[str]:
    """The documents of which a call takes a member by a name that is not written out (`getattr(models, name)`)."""
    some = call.args if isinstance(call.callee, Lib) and call.callee.path.endswith("getattr") else ()
    match some:
        case (Own(kind="module", path=path), name, *_) if not isinstance(name, Const):
            yield path


def _introduces(step: Step, term: Term) -> bool:
    """Whether a step is a `def` or `class` statement, or imports such a thing under its own name."""
    return isinstance(step, Assign) and isinstance(term, Own) and term.name.rpartition(".")[2] == step.name
