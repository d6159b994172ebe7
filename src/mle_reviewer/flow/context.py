"""What every part of the flow shares while code is followed: the store, the record, knowledge, call-backs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TYPE_CHECKING, Any, Final, Protocol

from mle_reviewer.flow.facts.acts import Act, Place, Record
from mle_reviewer.flow.facts.kept import Storage
from mle_reviewer.flow.facts.reach import Numbers
from mle_reviewer.flow.facts.rounds import Carried, Round
from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step, narrow, union
from mle_reviewer.flow.facts.store import Store
from mle_reviewer.flow.facts.values import (
    BARE,
    COUNTED,
    FIELD,
    INEXACT,
    NO_NAMES,
    NONE,
    OPAQUE,
    UNKNOWN,
    Box,
    Const,
    Data,
    Func,
    Learned,
    Map,
    Module,
    Obj,
    Parts,
    Seq,
    State,
    Symbol,
    Text,
    Value,
)
from mle_reviewer.flow.tree.plan import Run

if TYPE_CHECKING:
    from mle_reviewer.flow.facts.switch import Decided
    from mle_reviewer.knowledge.table import Table
    from mle_reviewer.program.entries import Entry


_TUPLE: Final = tuple.__new__
EXAMPLES: Final = "(examples"  # the attribute of a data set: the rows that it holds, and those of its examples
_MOST_PARTS: Final = 1_000  # containers looked into for what one value holds
_MOST_FIELDS: Final = 32  # columns that one value is told to be worked out from


class Frame:
    """One activation of a function, class body or module."""

    __slots__ = (
        "began", "chain", "code", "env", "func", "globals", "module", "regs", "returned", "returned_in", "yielded",
        "yields_at",
    )  # fmt: skip

    def __init__(
        self, module: Module, env: dict[Any, Value], registers: int, code: Any, chain: tuple[tuple[str, int], ...]
    ) -> None:
        self.module = module
        self.env = env
        self.regs: list[Value] = [UNKNOWN] * registers
        self.code = code
        self.func: Func | None = None  # the function that was called
        self.chain = chain
        self.globals: frozenset[str] = frozenset()
        self.returned: Value | None = None
        self.returned_in: tuple[Hashable, bool] | None = None  # the arm left by a return: the rest is the other arm
        self.yielded: list[Value] = []
        self.yields_at = 0  # where it yielded last
        self.began = 0  # how many objects there were when it began


def returned_by(frame: Frame) -> Value | None:
    """What a frame returned while a block ran (asked afresh: the block changed it)."""
    return frame.returned


class Warehouse(Protocol):
    """The tables that queries read and make."""

    def query(
        self,
        text: Text,
        dialect: str,
        chain: tuple[tuple[str, int], ...],
        frame: Frame | None,
        dates: frozenset[str] = NO_NAMES,
    ) -> Data | None:
        """The rows that a text gives, UNKNOWN if it only does something; None where it cannot be followed.

        `dates` are columns of the result that whoever reads it takes for times.
        """


class Context(ABC):
    """The services of one analysis. The machine implements the call-backs; nothing here runs code itself."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.record = Record()
        self.store = Store(self.record)
        self.fresh = self.store.box  # makes a new mutable object of a state
        self.storage = Storage()
        self.started = Run("")
        self.output: Value = NONE  # the file that the output of what was started is led into
        self.seeded: Hashable = None  # the seed of the whole program
        self.seeds = False  # whether any program here fixes its own generator: a module that does is only run once
        self._draws: dict[Hashable, int] = {}
        self.unit = 0  # the number of what is being run: one start of a document, or one function that nobody called
        self.made_at: dict[int, Place] = {}
        self.ranges: dict[int, Hashable] = {}
        self.reaches: dict[int, Numbers] = {}  # from where to where a range goes
        self.lasts: dict[int, int] = {}  # the last number of a range whose ends are known
        self.loops: list[int] = []  # how many objects there were when each running loop began
        self.whiles: list[int] = []  # the same of the running loops that go on while a condition holds
        self.grown: set[int] = set()  # lists that grew in a round of a loop: how long they are, another round changes
        self.began: dict[Step, int] = {}
        self.rounds: list[Round] = []  # the loops that run, outermost first
        self.carried: list[Carried] = []  # what they carry on from one round to the next
        self.fills: dict[int, frozenset[tuple[str, int]]] = {}  # the numbers of arrays of one constant (see `fills.py`)
        self.numbering: dict[int, State] = {}  # numbers that stand for values, as they were given out (see `codes.py`)
        self.queues: list[Box] = []  # the queues that were made, which keep what came last
        self.growing: set[int] = set()  # the numbers of lists whose length a loop asks for that fills them
        self.started_anew = 0  # how often weights of a network got their first values again
        self.remembered: dict[Hashable, Value] = {}  # what functions gave that keep it, by function and arguments
        self.one_by_one: set[int] = set()  # the numbers of lists that got one text or number for each round of one loop
        self.cleared: set[int] = set()  # the numbers of lists that were emptied
        self.lists: dict[int, str] = {}  # what the code calls lists that are empty at first
        self.filled: dict[int, frozenset[int]] = {}  # the loops that ran when dicts were filled
        self.chosen_for: set[int] = set()  # the dicts that take only what a condition chose, perhaps by its time
        self.present: list[tuple[Step, ...]] = []  # the rows in which columns have a value (see `blanks.py`)
        self.listings: set[Step] = set()  # elements of iterations that go over files
        self.turns: dict[Step, tuple[Hashable, str]] = {}  # conditions on the value a loop is at: these, and of what
        self.lots: set[int] = set()  # all that was ever learned of a lot (see `lots.py`)
        self.taught: dict[int, int] = {}  # what was learned of the lots of running loops, and since when these run
        self.files: dict[int, tuple[int, int]] = {}  # files that a running loop names: since when it runs, which round
        self.over: set[Step] = set()  # elements of loops that are over
        self.groups: dict[Step, tuple[str, ...]] = {}  # elements of iterations over groups, and what these are told by
        self.arms: list[tuple[tuple[Step, ...], int]] = []  # conditions that hold here, and how many objects there were
        self.here: Place | None = None
        self._identities: dict[int, tuple[object, int]] = {}
        self._identified: list[object] = []
        self._numbers: dict[Hashable, int] = {}
        self._row_sets: dict[Rows, int] = {}
        self._rows: list[Rows] = []
        self.settings: dict[int, tuple[tuple[str, ...], str]] = {}  # sources that are settings: how their paths may end
        self.decided: dict[Hashable, Decided | None] = {}  # conditions, and what settings say of them
        self.asked: dict[Hashable, tuple[Value, bool]] = {}  # conditions, and whether they stand as asked
        self.owners: dict[Hashable, Box] = {}  # the object that a condition asks for an attribute
        self.worked_out: dict[Hashable, Data] = {}  # numbers that were made of statistics, by how
        self.sizes: dict[int, Hashable] = {}  # how numbers were made of others that nobody knows
        self.bundles: list[tuple[Learned, ...]] = []  # what each of several tensors in one data set learned
        self.partners: list[Data] = []  # values of each row that the columns of tables were multiplied with
        self.held: list[tuple[Data, Data]] = []  # features and labels that data sets were made of

    @abstractmethod
    def call(self, frame: Frame, callee: Value, args: list[Value], kwargs: dict[str, Value], pos: int) -> Value:
        """Calls any value."""

    @abstractmethod
    def method(
        self, frame: Frame, receiver: Value, name: str, args: list[Value], kwargs: dict[str, Value], pos: int
    ) -> Value:
        """Calls a method of any value."""

    @abstractmethod
    def enter(self, func: Func, args: list[Value], kwargs: dict[str, Value], frame: Frame | None, pos: int) -> Value:
        """Calls a function of the repository."""

    @abstractmethod
    def fork(self, frame: Frame, cond: Value, arms: tuple[Callable[[], int], Callable[[], int]], pos: int = 0) -> int:
        """Runs both arms of a condition, asked for at `pos`, from the same state and joins what they leave."""

    @property
    @abstractmethod
    def world(self) -> Warehouse:
        """The tables that queries read."""

    @abstractmethod
    def script(self, path: str) -> tuple[str, str] | None:
        """The path and text of the repository's SQL file that code means by `path`."""

    @abstractmethod
    def read(self, frame: Frame, obj: Value, name: str, pos: int) -> Value:
        """An attribute of any value."""

    @abstractmethod
    def whereabouts(self, path: str) -> str:
        """The one name of the file that a path leads to."""

    @abstractmethod
    def entries(self, path: str) -> Entry | None:
        """The values of a YAML, JSON or TOML document of the repository, by that name."""

    @abstractmethod
    def documents(self, start: str) -> tuple[str, ...]:
        """The settings documents of the repository whose paths begin so."""

    @abstractmethod
    def spelling(self, endings: tuple[str, ...], word: str) -> tuple[str, ...]:
        """The documents of the repository with one of these endings in which a word stands."""

    @abstractmethod
    def commanded(self, func: Func) -> dict[str, Value]:
        """What a command line gives to the parameters of a function that is run as a command."""

    def reseed(self, seed: Hashable) -> None:
        """Fixes the program's own generator, or (None) leaves it to chance."""
        self.seeded = seed
        self.seeds = self.seeds or seed is not None
        self.record.told += seed is not None
        self._draws = {}

    def draws(self, what: Hashable) -> int:
        """How often `what` was drawn from the program's own generator before this time."""
        count = self._draws.get(what, 0)
        self._draws[what] = count + 1
        return count

    def place(self, frame: Frame, pos: int) -> Place:
        """The place of an instruction of `frame`."""
        return _TUPLE(Place, (frame.module.path, pos, frame.chain))  # what `Place(…)` comes to, at half its price

    def identity(self, value: object) -> int:
        """A number that stands for this very value, equal at every use of it."""
        known = self._identities.get(id(value))
        if known is None:
            known = (value, len(self._identities) + 1)  # the value is kept alive with its number
            self._identities[id(value)] = known
            self._identified.append(value)
        return known[1]

    def number(self, key: Hashable) -> int:
        """A number that stands for a key, equal for equal keys: what is nested in other keys has to stay small."""
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def by_identity(self, number: int) -> object:
        """The value that `identity` gave this number."""
        return self._identified[number - 1]

    def row_set(self, rows: Rows) -> int:
        """A number that stands for these rows, equal for equal ones: rows within the steps of rows would grow apace."""
        number = self._row_sets.get(rows)
        if number is None:
            number = self._row_sets[rows] = len(self._rows)
            self._rows.append(rows)
        return number

    def rows_of(self, number: int) -> Rows:
        """The rows that `row_set` gave this number."""
        return self._rows[number]

    def length(self, rows: Rows) -> Const:
        """How many rows there are, as a symbol that is equal for equal rows."""
        return Const(Symbol(("len", self.row_set(rows))))

    def write(self, box: Box, state: State) -> None:
        """Changes an object in place."""
        self.store.write(box, state)

    def learn(
        self,
        frame: Frame,
        pos: int,
        rows: Rows,
        what: str,
        *,
        words: str,
        strong: bool = True,
        supervised: bool = False,
        untyped: bool = False,
    ) -> Act:
        """The act of learning `what` from `rows`; the same act when it is repeated."""
        return self.record.add(
            "learn", self.place(frame, pos), key=(rows, what, frame.chain), rows=rows, what=what, words=words,
            strong=strong, supervised=supervised, untyped=untyped,
        )  # fmt: skip


_HOLDING: Final = frozenset({Seq, Map, Obj})


def data_of(value: Value | None, depth: int = 0, seen: set[int] | None = None) -> Data:
    """What a value says of rows and statistics, whatever its shape.

    Parts of a container that were `seen` already add nothing: what it holds is what its different parts hold.
    """
    if type(value) is Box:
        value = value.state
    kind = type(value)
    if kind is Data:
        return value  # type: ignore[return-value]
    if kind not in _HOLDING or depth > 3:
        return UNKNOWN
    if seen is not None:
        if id(value) in seen or len(seen) > _MOST_PARTS:
            return UNKNOWN
        seen.add(id(value))
    if isinstance(value, Seq):
        held: Collection[Value] = value.items if value.rest is None else (*value.items, value.rest)
    elif isinstance(value, Map):
        held = value.items.values() if value.rest is None else (*value.items.values(), value.rest)
    elif not isinstance(value, Obj):
        return UNKNOWN
    elif "(data" in value.attrs:
        held = (value.attrs["(data"],)
    elif value.cls is not None:  # an object of the repository holds the rows of its attributes
        held = [one for name, one in value.attrs.items() if name != EXAMPLES]
    else:
        return UNKNOWN
    found: list[Data] = []
    for one in held:
        inner = one.state if type(one) is Box else one
        kind = type(inner)
        if kind in _HOLDING:
            seen = {id(value)} if seen is None else seen
            inner, kind = data_of(inner, depth + 1, seen), Data
        if kind is Data and inner is not UNKNOWN:
            found.append(inner)  # type: ignore[arg-type]
    if not found:
        return UNKNOWN
    made = found[0] if len(found) == 1 else mix(found)
    if isinstance(value, Obj):
        return _examples(made, value.attrs[EXAMPLES]) if EXAMPLES in value.attrs else made
    return _numbered(made, value) if made.rows and len(found) < len(held) else made  # a number is none of what is found


def _examples(made: Data, told: Value) -> Data:
    """What a data set holds, as long as it is what it was made with: the rows of its examples alone.

    What beside them only says which ones there are (numbers of rows before a gap in time) is in none of them.
    """
    whole, given = (data_of(one) for one in told.items) if isinstance(told, Seq) else (UNKNOWN, UNKNOWN)
    if made.rows != whole.rows:
        return made
    unread = whole.learned
    cols = {name: learned - unread for name, learned in made.cols.items()} if unread else made.cols
    return made.but(rows=given.rows, column=made.column, picks=None, learned=made.learned - unread, cols=cols)


def _numbered(made: Data, fields: Seq | Map) -> Data:
    """What the fields of a row hold together, where one of them is the row's number."""
    named = enumerate(fields.items) if isinstance(fields, Seq) else fields.items.items()
    found = [name for name, one in named if type(one) is Const and type(one.value) is Symbol and is_counted(one)]
    return made.but(traits=made.traits | {(FIELD, str(name)) for name in found}) if found else made


def is_counted(value: Const) -> bool:
    """Whether a value is a running number."""
    key = value.value.key if type(value.value) is Symbol else None
    return isinstance(key, tuple) and key[:1] == (COUNTED,)


def mix(values: Iterable[Data]) -> Data:
    """A value that holds something of each of `values`."""
    chosen = [value for value in values if value is not UNKNOWN]
    if len(chosen) > 1:
        chosen = _beside_known(chosen)
    if len(chosen) < 2:
        return chosen[0] if chosen else UNKNOWN
    main = chosen[0]
    rows, learned, fits, scores, traits = main.rows, main.all_learned(), main.fits, main.scores, main.traits
    for value in chosen[1:]:
        if not main.rows and value.rows:
            main = value
        rows = union(rows, value.rows)
        if (more := value.all_learned()) is not learned:
            learned |= more
        if value.fits is not fits:
            fits |= value.fits
        if value.scores is not scores:
            scores |= value.scores
        if value.traits is not traits:
            traits |= value.traits
    mixed = Data(rows, learned, main.kind, main.type)
    mixed.fits, mixed.scores, mixed.traits = fits, scores, traits
    mixed.parts = together(chosen)
    mixed.order = main.order
    return mixed


def _beside_known(values: list[Data]) -> list[Data]:
    """Values to put together: beside rows whose origin is known, what an unknown call gave says nothing.

    Nor are bare numbers rows of their own beside those of a source: they are noise on these.
    """
    if OPAQUE in [value.kind for value in values]:
        known = [value for value in values if value.kind != OPAQUE or value.fits]
        several = any(value.rows for value in known)
        values = known if several else [next(value for value in values if value.kind == OPAQUE), *known]
    noise = [BARE in value.traits for value in values]
    if True not in noise or not any(value.rows and not bare for value, bare in zip(values, noise, strict=True)):
        return values
    return [
        value.but(rows=NO_ROWS, traits=value.traits - {BARE}) if bare else value
        for value, bare in zip(values, noise, strict=True)
    ]


def together(values: list[Data]) -> Parts:
    """The columns that values are worked out from; None if one that holds rows came from elsewhere."""
    found: set[tuple[int, str, str]] = set()
    for value in values:
        if value.parts is not None:
            found.update((origin, name, "~") for origin, name, _how in value.parts)
        elif value.rows:
            return None
    return frozenset(found) if found else None


def of_fields(data: Data) -> Parts:
    """What is put together of all the fields of each row is worked out from: the columns, where all are known."""
    if data.parts is not None or data.only is None or data.source <= 0 or len(data.only) > _MOST_FIELDS:
        return data.parts
    return frozenset((data.made[name][0] if name in data.made else data.source, name, "~") for name in data.only)


def part(data: Data, *steps: Step) -> Data:
    """The same value for some of its rows."""
    return data.but(rows=narrow(data.rows, *steps))


def literal(value: Value | None) -> object:
    """The Python constant that a value is; None where it is none (or None itself)."""
    if isinstance(value, Const) and not isinstance(value.value, Symbol):
        return value.value
    return None


def symbol(value: Value | None) -> Hashable:
    """Something that is equal for two values only if they are the same number: a constant, a symbol's key, or None."""
    if isinstance(value, Const):
        return value.value.key if isinstance(value.value, Symbol) else value.value
    return None


def names_in(value: Value | None) -> frozenset[str] | None:
    """The strings that a value holds, if it is a constant string or a container of nothing else."""
    if value is None:
        return None
    if isinstance(value, Const):
        return frozenset([value.value]) if isinstance(value.value, str) else None
    inner = value.state if isinstance(value, Box) else value
    if isinstance(inner, Seq) and inner.rest is None:
        found = [literal(item) for item in inner.items]
        if all(isinstance(name, str) for name in found):
            return frozenset(name for name in found if isinstance(name, str))
    if isinstance(inner, Map) and inner.rest is None and all(isinstance(key, str) for key in inner.items):
        return frozenset(key for key in inner.items if isinstance(key, str))
    if isinstance(inner, Data) and inner.kind == "columns" and inner.source != INEXACT:
        return inner.only
    return None


def is_missing(value: Value | None) -> bool:
    """Whether an argument was left out or is None."""
    return value is None or (isinstance(value, Const) and value.value is None)


__all__ = [
    "NONE", "Context", "Frame", "data_of", "is_missing", "literal", "mix", "names_in", "part", "returned_by", "symbol",
]  # fmt: skip
