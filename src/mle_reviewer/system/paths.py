"""Which paths a term may spell: constants joined, defaults of settings filled in, and what stays unknown marked."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge.groups import OPENING
from mle_reviewer.system.code.meaning import OwnThing
from mle_reviewer.system.code.steps import Return, Routine
from mle_reviewer.system.code.terms import Attr, Call, Choice, Const, Op, Param, Result, Term, Text

if TYPE_CHECKING:
    from mle_reviewer.system.code.world import World

UNKNOWN: Final = "?"
_MOST: Final = 6
_DEEPEST: Final = 8
_JOINING: Final = frozenset({"os.path.join", "posixpath.join", "pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath"})
_SAME: Final = frozenset({
    "str", "builtins.str", "os.fspath", "os.path.abspath", "os.path.normpath", "os.path.expanduser", "os.path.realpath",
})  # fmt: skip
_SETTINGS: Final = frozenset({"os.environ.get", "os.getenv"})
NAMING: Final = _JOINING | _SAME | _SETTINGS | OPENING  # calls that name a file, or open the one that is named
_KEEPING: Final = frozenset({"resolve", "absolute", "as_posix", "expanduser", "open", "__enter__"})


def normal(path: str) -> str:
    """A path as it is held against others: without `./` and what climbs out of the folder it stands in."""
    made = posixpath.normpath(path.replace("\\", "/"))
    while made.startswith("../"):
        made = made[3:]
    return made


class Paths:
    """What paths of a tree's code spell; `routines` are all functions, for the options of command lines."""

    def __init__(self, world: World, routines: Iterable[Routine]) -> None:
        self.world = world
        self._options: dict[str, list[Term]] = {}
        for routine in routines:
            for call in routine.calls():
                if call.method == "add_argument":
                    self._option(call)

    def spelled(self, term: Term | None, depth: int = 0) -> tuple[str, ...]:
        """The texts that a path may be, each unknown piece a question mark; () where nothing of it is known."""
        if term is None or depth > _DEEPEST:
            return ()
        found = dict.fromkeys(one for one in self._spelled(term, depth + 1) if one.strip(f"{UNKNOWN}/"))
        return tuple(found)[:_MOST]

    def _option(self, call: Call) -> None:
        default, dest = call.given("default"), call.given("dest")
        for name in (dest, *reversed(call.args)):
            if isinstance(name, Const) and isinstance(name.value, str) and default is not None:
                self._options.setdefault(name.value.lstrip("-").replace("-", "_"), []).append(default)
                return

    def _spelled(self, term: Term, depth: int) -> Iterator[str]:
        match term:
            case Const(value=str() as value):
                yield value
            case Choice(terms=terms) | Op(op="or", terms=terms):
                for one in terms:
                    yield from self.spelled(one, depth)
            case Text(parts=parts):
                yield from self._joined(parts, "", depth)
            case Op(op="/", terms=(left, right)):
                yield from self._joined((left, right), "/", depth)
            case Op(op="+", terms=terms):
                yield from self._joined(terms, "", depth)
            case Result(call=call):
                yield from self._of_call(call, depth)
            case Param():
                for one in self.world.given(term) or (() if term.default is None else (term.default,)):
                    yield from self.spelled(one, depth)
            case Attr():
                yield from self._of_attribute(term, depth)

    def _joined(self, parts: Iterable[str | Term], between: str, depth: int) -> Iterator[str]:
        made = [""]
        for number, part in enumerate(parts):
            each = (part,) if isinstance(part, str) else self.spelled(part, depth) or (UNKNOWN,)
            made = [f"{left}{between if number else ''}{right}" for left in made for right in each][:_MOST]
        yield from made

    def _of_call(self, call: Call, depth: int) -> Iterator[str]:
        names = frozenset(self.world.names(call))
        if names & _JOINING:
            yield from self._joined(call.args, "/", depth)
        elif names & _SETTINGS:
            yield from self.spelled(call.given("default", 1), depth)
        elif names & (_SAME | OPENING) and call.args:
            yield from self.spelled(call.args[0], depth)
        elif call.method == "joinpath":
            yield from self._joined((call.callee, *call.args), "/", depth)
        elif call.method in _KEEPING:
            yield from self.spelled(call.callee, depth)
        elif call.method == "with_suffix" and call.args:
            yield from self._ended(call, depth)
        else:
            for routine in self.world.own(call)[:2]:
                for step in routine.every():
                    if isinstance(step, Return) and step.term is not None:
                        yield from self.spelled(step.term, depth)

    def _ended(self, call: Call, depth: int) -> Iterator[str]:
        for one in self.spelled(call.callee, depth):
            for end in self.spelled(call.args[0], depth):
                yield posixpath.splitext(one)[0] + end

    def _of_attribute(self, term: Attr, depth: int) -> Iterator[str]:
        """A setting of a class, an option of a command line, or the folder of a path."""
        if term.name == "parent":
            for text in self.spelled(term.of, depth):
                yield posixpath.dirname(text) or "."
            return
        own = [one for one in self.world.things(term.of) if isinstance(one, OwnThing)]
        for thing in own:
            if thing.kind == "class":
                for bound in self.world.attribute(thing, term.name):
                    yield from self.spelled(bound, depth)
        if not own:
            for default in self._options.get(term.name, ()):
                yield from self.spelled(default, depth)
