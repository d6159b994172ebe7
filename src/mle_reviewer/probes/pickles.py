"""One stream of a pickle followed without running it: its stack and memo, every name and every call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mle_reviewer.knowledge import unpickling
from mle_reviewer.probes.arrays import bytes_of, holds_objects
from mle_reviewer.probes.calls import PICKLED, Calls, Inner
from mle_reviewer.probes.limits import DEEPEST, Budget, UnreadError
from mle_reviewer.probes.notes import Notes
from mle_reviewer.probes.opcodes import CODES, argument, line
from mle_reviewer.probes.values import OTHER, Global, Items, Made, Value

_UNNAMED: Final = "a name that is put together while it is loaded"
_PROTOCOL: Final = 5
_SHORTEST: Final = 8
_DONE: Final = {"frame", "nothing", "proto", "stop"}


class Stream:
    """A reader of one stream; `arrays` are skipped as joblib does, `inner` reads bytes that may hold a pickle."""

    def __init__(
        self, data: bytes, notes: Notes, budget: Budget, *, arrays: bool, inner: Inner, depth: int = 0
    ) -> None:
        self.data = data
        self.notes = notes
        self.budget = budget
        self.arrays = arrays
        self.inner = inner
        self.depth = depth
        self.skipped = False
        self._calls = Calls(notes, inner)
        self._at = self._op = 0
        self._stack: list[Value] = []
        self._marks: list[list[Value]] = []
        self._memo: dict[int, Value] = {}
        self._does: dict[str, Callable[[Value], None]] = {
            name: getattr(self, f"_{name}") for name, _ in CODES.values() if name not in _DONE
        }

    def read(self, start: int) -> tuple[Value, int]:
        """What the stream that begins at `start` builds, and where it ends; raises UnreadError where it is none."""
        self._at = start
        try:
            return self._followed()
        except (IndexError, KeyError):
            raise UnreadError(f"byte {self._op}: no pickle goes on like this") from None
        except (ValueError, OverflowError):
            raise UnreadError(f"byte {self._op}: a value that is none") from None

    def _followed(self) -> tuple[Value, int]:
        data, budget, does = self.data, self.budget, self._does
        size = len(data)
        while True:
            if budget.steps <= 0:
                raise UnreadError("it takes more steps than are followed in one artifact")
            budget.steps -= 1
            self._op = at = self._at
            if at >= size:
                raise UnreadError("it ends inside a pickle")
            known = CODES.get(data[at])
            if known is None:
                raise UnreadError(f"byte {at}: no instruction of a pickle")
            name, form = known
            value, self._at = argument(data, at + 1, form)
            if name == "push":
                self._push(value)
            elif name == "stop":
                return self._stack.pop(), self._at
            elif name == "proto" and value > _PROTOCOL:
                raise UnreadError(f"pickle protocol {value} is not known")
            elif name not in _DONE:
                does[name](value)

    # values

    def _push(self, value: Value) -> None:
        self._stack.append(value)
        if isinstance(value, bytes) and value[:2] in PICKLED and len(value) >= _SHORTEST:
            self.inner(value, self._op)

    def _mark(self, _: Value) -> None:
        self._marks.append(self._stack)
        self._stack = []

    def _marked(self) -> list[Value]:
        found, self._stack = self._stack, self._marks.pop()
        return found

    def _pop(self, _: Value) -> None:
        if self._stack:
            self._stack.pop()
        else:
            self._marked()

    def _pop_mark(self, _: Value) -> None:
        self._marked()

    def _dup(self, _: Value) -> None:
        self._stack.append(self._stack[-1])

    def _get(self, key: Value) -> None:
        self._stack.append(self._memo[key])

    def _put(self, key: Value) -> None:
        self._memo[key] = self._stack[-1]

    def _memoize(self, _: Value) -> None:
        self._memo[len(self._memo)] = self._stack[-1]

    def _persistent(self, _: Value) -> None:
        self._stack.append(OTHER)

    def _persistent_top(self, _: Value) -> None:
        self._stack[-1] = OTHER

    def _next_buffer(self, _: Value) -> None:
        self._stack.append(OTHER)

    # containers

    def _empty_list(self, _: Value) -> None:
        self._stack.append([])

    def _empty_dict(self, _: Value) -> None:
        self._stack.append(Items())

    def _empty_tuple(self, _: Value) -> None:
        self._stack.append(())

    def _list(self, _: Value) -> None:
        values = self._marked()
        self._stack.append(values)

    def _tuple(self, _: Value) -> None:
        values = tuple(self._marked())
        self._stack.append(values)

    def _tuple1(self, _: Value) -> None:
        self._stack[-1:] = [(self._stack[-1],)]

    def _tuple2(self, _: Value) -> None:
        self._stack[-2:] = [(self._stack[-2], self._stack[-1])]

    def _tuple3(self, _: Value) -> None:
        self._stack[-3:] = [(self._stack[-3], self._stack[-2], self._stack[-1])]

    def _dict(self, _: Value) -> None:
        values = self._marked()
        self._stack.append(Items(list(zip(values[::2], values[1::2], strict=False))))

    def _append(self, _: Value) -> None:
        value = self._stack.pop()
        self._extend([value])

    def _appends(self, _: Value) -> None:
        values = self._marked()
        self._extend(values)

    def _extend(self, values: list[Value]) -> None:
        onto = self._stack[-1]
        if isinstance(onto, list):
            onto.extend(values)

    def _set_item(self, _: Value) -> None:
        value, key = self._stack.pop(), self._stack.pop()
        self._set(self._stack[-1], [(key, value)])

    def _set_items(self, _: Value) -> None:
        values = self._marked()
        self._set(self._stack[-1], list(zip(values[::2], values[1::2], strict=False)))

    def _set(self, onto: Value, pairs: list[tuple[Value, Value]]) -> None:
        if isinstance(onto, Items):
            onto.pairs.extend(pairs)

    # names

    def _global(self, module: Value) -> None:
        raw, self._at = line(self.data, self._at)
        self._stack.append(self._imported(module, raw.decode("utf-8", "surrogatepass")))

    def _stack_global(self, _: Value) -> None:
        name, module = self._stack.pop(), self._stack.pop()
        if isinstance(name, str) and isinstance(module, str):
            self._stack.append(self._imported(module, name))
        elif isinstance(name, (str, Made, Global)) and isinstance(module, (str, Made, Global)):
            self.notes.run(_UNNAMED, "hidden", "no writer of pickles does that", self._op)
            self._stack.append(Made(OTHER))
        else:
            raise UnreadError(f"byte {self._op}: a name that is no text")

    def _extension(self, code: Value) -> None:
        self._stack.append(self._imported("copyreg", f"extension_{code}"))

    def _imported(self, module: str, name: str) -> Global:
        return self._calls.imported(module, name, self._op)

    # calls

    def _inst(self, module: Value) -> None:
        raw, self._at = line(self.data, self._at)
        args = tuple(self._marked())
        made = self._calls.called(self._imported(module, raw.decode("utf-8", "surrogatepass")), args, self._op)
        self._stack.append(made)

    def _obj(self, _: Value) -> None:
        values = self._marked()
        self._stack.append(self._calls.called(values[0], tuple(values[1:]), self._op))

    def _reduce(self, _: Value) -> None:
        args = self._stack.pop()
        self._stack[-1] = self._calls.called(self._stack[-1], args if isinstance(args, tuple) else (OTHER,), self._op)

    def _new(self, _: Value) -> None:
        self._reduce(_)

    def _new_ex(self, _: Value) -> None:
        words, args = self._stack.pop(), self._stack.pop()
        given = args if isinstance(args, tuple) else (OTHER,)
        more = tuple(value for _, value in words.pairs) if isinstance(words, Items) else ()
        self._stack[-1] = self._calls.called(self._stack[-1], (*given, *more), self._op)

    def _build(self, _: Value) -> None:
        state = self._stack.pop()
        onto = self._stack[-1]
        if isinstance(onto, Global):
            self._calls.changed(onto, self._op)
        elif isinstance(onto, Made):
            onto.state = state
            if self.arrays and unpickling.kind(onto.path) == "array":
                self._stack[-1] = self._array(onto)

    def _array(self, wrapper: Made) -> Value:
        """The array whose bytes stand in the stream behind its wrapper: they are skipped, objects are read."""
        self.skipped = True
        if not holds_objects(wrapper):
            self._at = bytes_of(wrapper, self.data, self._at)
            return OTHER
        if self.depth >= DEEPEST:
            raise UnreadError("pickles inside pickles, deeper than is followed")
        stream = Stream(self.data, self.notes, self.budget, arrays=True, inner=self.inner, depth=self.depth + 1)
        value, self._at = stream.read(self._at)
        return value
