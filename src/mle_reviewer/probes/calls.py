"""What a call inside a pickle comes to, without making it: who is called in the end, with what, and what that gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mle_reviewer.knowledge import unpickling
from mle_reviewer.probes.values import OTHER, Global, Items, Made, Value, inside

if TYPE_CHECKING:
    from mle_reviewer.probes.notes import Notes

Inner = Callable[[bytes, int], None]
PICKLED: Final = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
_DEEPEST: Final = 8  # of what is handed on and on
_PARTIAL_STATE: Final = 3  # function, arguments, named arguments; then attributes
_NOT_KNOWN: Final = "what is called there is not known"


class Calls:
    """Follows the calls of one stream; `inner` reads bytes that may hold a pickle themselves."""

    def __init__(self, notes: Notes, inner: Inner) -> None:
        self.notes = notes
        self.inner = inner

    def imported(self, module: str, name: str, at: int) -> Global:
        """Something that is imported by its name."""
        found = Global(f"{module}.{name}")
        self.notes.imported(found.path, at)
        return found

    def called(self, callee: Value, args: tuple[Value, ...], at: int, depth: int = 0) -> Value:
        """What a call gives. Who cannot be told is neither good nor bad: it is noted as not known."""
        if depth > _DEEPEST:
            self._unknown(at)
        elif isinstance(callee, Global):
            return self._named(callee, args, at)
        elif isinstance(callee, Made):
            return self._made(callee, args, at, depth)
        else:
            self._unknown(at)
        return Made(callee, args)

    def _named(self, callee: Global, args: tuple[Value, ...], at: int) -> Value:
        path, notes = callee.path, self.notes
        kind = unpickling.kind(path)
        if why := unpickling.runs(path):
            notes.run(path, "called", why, at)
        for arg in args:
            if isinstance(arg, Global) and kind != "getattr" and (why := unpickling.runs(arg.path)):
                notes.run(arg.path, "handed", why, at)
            elif isinstance(arg, Global) and unpickling.applies(path) and unpickling.kind(arg.path) != "plain":
                notes.run(arg.path, "handed", "takes whatever it is told by name", at)
        if kind == "getattr":
            return self._attribute(args, at)
        if kind == "import" and args and isinstance(args[0], str):
            return Global(args[0])
        if kind == "nested":
            self._nested(path, args, at)
        return Made(callee, args)

    def _made(self, callee: Made, args: tuple[Value, ...], at: int, depth: int) -> Value:
        """What a call of something gives that was made by another call."""
        kind = unpickling.kind(callee.path)
        if kind == "carrier":
            return self._carried(callee, args, at, depth)
        if kind == "function":
            self._brought(callee, at)
        elif callee.path and unpickling.gives_callables(callee.path):
            self._unknown(at)
        return Made(callee, args)

    def _carried(self, callee: Made, args: tuple[Value, ...], at: int, depth: int) -> Value:
        """What is called through `partial`, a bound method or a getter of attributes: the one behind it."""
        name = unpickling.renamed(callee.path).rpartition(".")[2]
        if name == "partial":
            target, more, words = _partial(callee)
            return self.called(target, (*more, *args, *words), at, depth + 1)
        if name == "MethodType" and callee.args:
            return self.called(callee.args[0], (*callee.args[1:], *args), at, depth + 1)
        first, said = next(iter(args), None), next(iter(callee.args), None)
        if name == "attrgetter" and isinstance(said, str) and len(callee.args) == 1:
            for part in said.split("."):
                first = self._attribute((first, part), at)
            return first
        if name == "methodcaller" and isinstance(said, str):
            return self.called(self._attribute((first, said), at), callee.args[1:], at, depth + 1)
        self._unknown(at)
        return Made(OTHER, args)

    def _brought(self, callee: Made, at: int) -> None:
        """A function that stands in the file is called: a finding where it uses what runs code, else not known."""
        starting = frozenset(unpickling.starting())
        for value in inside(callee):
            if isinstance(value, Global) and unpickling.runs(value.path + ".name"):
                break
            if isinstance(value, str) and value in starting:
                break
        else:
            self._unknown(at)
            return
        self.notes.run(callee.path, "brought", "runs a function that stands in the file itself", at)

    def _attribute(self, args: tuple[Value, ...], at: int) -> Value:
        """What `getattr` gives; harmless where a class's or an object's own name is asked for, as enums do."""
        of, name = (*args, None, None)[:2]
        if not isinstance(name, str):
            self.notes.run("builtins.getattr", "called", "takes an attribute that is put together", at)
            return Made(OTHER)
        if isinstance(of, Global):
            found = self.imported(of.path, name, at)
            found.taken = True
            if unpickling.revealing(name) and not unpickling.runs(found.path):
                self.notes.run(found.path, "hidden", "leads to what runs code", at)
            return found
        if unpickling.revealing(name):
            self.notes.run(f"builtins.getattr: {name}", "called", "leads to what runs code", at)
        return Made(OTHER, (of,))

    def _nested(self, path: str, args: tuple[Value, ...], at: int) -> None:
        if not args or not isinstance(args[0], bytes):
            self.notes.run(path, "called", "loads a pickle that is put together", at)
        elif args[0][:2] not in PICKLED:  # the others were read when they were pushed
            self.inner(args[0], at)

    def changed(self, onto: Global, at: int) -> None:
        """A state that is given to something imported: no writer of pickles does that to a module or a class."""
        if onto.taken:
            self.notes.incomplete(f"byte {at}: gives `{onto.path[:80]}` other contents")
        else:
            self.notes.run(onto.path, "hidden", "gives a module or class other contents", at)

    def _unknown(self, at: int) -> None:
        self.notes.incomplete(f"byte {at}: {_NOT_KNOWN}")


def _partial(callee: Made) -> tuple[Value, tuple[Value, ...], tuple[Value, ...]]:
    """The function, the arguments and the named ones of a `partial`: its state, where it has one, replaces them."""
    state = callee.state
    if isinstance(state, tuple) and len(state) >= _PARTIAL_STATE:
        words = tuple(value for _, value in state[2].pairs) if isinstance(state[2], Items) else ()
        return state[0], state[1] if isinstance(state[1], tuple) else (OTHER,), words
    if not callee.args:
        return OTHER, (), ()
    return callee.args[0], callee.args[1:], ()
