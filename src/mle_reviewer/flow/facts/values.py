"""Values: what a name can hold while the code is followed, small, symbolic and immutable but for boxes."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count
from typing import Any, Final

from mle_reviewer.flow.facts.rows import NO_ROWS, Rows, Step

Learned = frozenset[int]
NOTHING_LEARNED: Final[Learned] = frozenset()
NO_IDS: Final[frozenset[int]] = frozenset()
INEXACT: Final = -1  # the `source` of names of which some may be missing
EXPRESSED: Final = -2  # the `source` of columns of a table still to come
NO_NAMES: Final[frozenset[str]] = frozenset()
# The columns that a value is worked out from, each as (source, name, how): "=" alone, "+" a term of a sum, "~" else.
Parts = frozenset[tuple[int, str, str]] | None
Written = tuple[int, Parts]
WRITTEN: Final = 1 << 40  # above the numbers of all sources
NEW: Final = 1 << 60  # what is added to the number of a writing that brings a new column
_BITS: Final = 40  # that the numbers of sources have
_WRITINGS: Final = count(WRITTEN)


_NUMBERS: Final = -10  # below the sources that stand for something of their own


def of_numbers(source: int) -> int:
    """The `source` of those columns of a table that hold numbers, and the table of such a source."""
    return _NUMBERS - source


def some_of(source: int) -> int:
    """The `source` of columns that are chosen now of a table, nobody knows which; 0 where the table is not known.

    What is chosen a second time are others.
    """
    table = table_of(source)
    return -((next(_WRITINGS) << _BITS) + table) if table > 0 else 0


def table_of(source: int) -> int:
    """The table of which columns of this `source` are all, those of numbers, or some; 0 where that is not known."""
    if source > 0:
        return source
    if source <= -WRITTEN:
        return -source & ((1 << _BITS) - 1)
    return max(of_numbers(source), 0)


def written(parts: Parts, *, new: bool = False) -> Written:
    """A column that is written now, and what it is worked out from; `new` if the table had none of that name."""
    return next(_WRITINGS) + (NEW if new else 0), parts


class Const:
    """A Python constant, or (as `Symbol`) an expression over unknown ones."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __repr__(self) -> str:
        return f"Const({self.value!r})"


class Opened(Const):
    """A handle of an opened file: its path, and something that gives lines; `lines` is what is written to it."""

    __slots__ = ("lines",)

    def __init__(self, value: object, lines: Box | None = None) -> None:
        self.value = value
        self.lines = lines


class Text(Const):
    """A text that may be a query, and where it is written.

    `template` is the text with what is open left in braces, `lines` where each of its lines is written, as
    (path, line); `value` is the text itself, or a symbol while parts of it are open; `fills` is what was put into
    these parts, one after the other.
    """

    __slots__ = ("fills", "lines", "template")

    def __init__(
        self, value: object, template: str, lines: tuple[tuple[str, int], ...], fills: tuple[Value, ...] = ()
    ) -> None:
        self.value = value
        self.template = template
        self.lines = lines
        self.fills = fills


class Default(Const):
    """A constant that whoever starts the program may replace: a path or seed to go by, but it rules no branch out."""

    __slots__ = ()


class Few(Const):
    """One of a few constants and nothing else: `value` is the symbol of that choice, `values` are all it may be.

    None among them is left out: what has no value in one arm has it from elsewhere.
    """

    __slots__ = ("values",)

    def __init__(self, value: Symbol, values: frozenset[str | int]) -> None:
        self.value = value
        self.values = values


class Symbol:
    """A number that is not known but can be told equal to itself: `len(rows)`, `int(len(rows) * 0.8)`."""

    __slots__ = ("key",)

    def __init__(self, key: Hashable) -> None:
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Symbol) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Symbol({self.key!r})"


class Data:
    """A value that holds rows, or was computed from them.

    `learned` are the ids of learned statistics in every column that `cols` does not name, `cols` the columns whose
    statistics are known apart. `only` are the names of all columns where known, `gone` those that were or may have
    been dropped, `source` the
    table whose columns these are, `column` the one column that this value is. `picks` are the steps that this value
    selects when it indexes rows (masks, index arrays). `fits` are the fits whose predictions it holds, `scores` the
    score acts it is the result of, `traits` what is known of its rows (("time", column), ("entity", column) …),
    `order` the event that last reordered the rows, `pending` statistics per group that become learned when they are
    joined back to the rows they came from, `view` the box and column that in-place methods write through to.
    `parts` are the columns that each value is worked out from by its own row alone, as (source, name, how), None where
    something else went in; `made` says the same of the columns that were written into a table, each under the number
    of that writing, which stands for the source of what is worked out from it.
    """

    __slots__ = (
        "cols", "column", "fits", "gone", "kind", "learned", "made", "only", "order", "parts", "pending", "picks",
        "rows", "scores", "source", "traits", "type", "view",
    )  # fmt: skip

    def __init__(
        self,
        rows: Rows = NO_ROWS,
        learned: Learned = NOTHING_LEARNED,
        kind: str = "",
        type: str | None = None,  # noqa: A002 - the word of the domain
    ) -> None:
        self.rows = rows
        self.learned = learned
        self.kind = kind
        self.type = type
        self.cols: dict[str, Learned] = _NO_COLUMNS
        self.only: frozenset[str] | None = None
        self.gone: frozenset[str] = NO_NAMES
        self.source: int = 0
        self.column: str | None = None
        self.picks: tuple[Step, ...] | None = None
        self.fits: frozenset[int] = NO_IDS
        self.scores: frozenset[int] = NO_IDS
        self.traits: frozenset[tuple[str, ...]] = _NO_TRAITS
        self.order: int = 0
        self.pending: Learned = NOTHING_LEARNED
        self.view: tuple[Box, str] | None = None
        self.made: dict[str, Written] = _NOTHING_MADE
        self.parts: Parts = None

    def but(self, **changes: Any) -> Data:
        """The same with some fields changed; never a view."""
        new = Data.__new__(Data)
        new.rows = self.rows
        new.learned = self.learned
        new.kind = self.kind
        new.type = self.type
        new.cols = self.cols
        new.only = self.only
        new.gone = self.gone
        new.source = self.source
        new.column = self.column
        new.picks = self.picks
        new.fits = self.fits
        new.scores = self.scores
        new.traits = self.traits
        new.order = self.order
        new.pending = self.pending
        new.made = self.made
        new.parts = self.parts
        new.view = None
        for name, value in changes.items():
            setattr(new, name, value)
        return new

    def all_learned(self) -> Learned:
        """What any of its columns learned."""
        if not self.cols:
            return self.learned
        if self.only is not None and self.only <= self.cols.keys():
            found = NOTHING_LEARNED
        else:
            found = self.learned
        for name, learned in self.cols.items():
            if self.only is None or name in self.only:
                found |= learned
        return found

    def of_column(self, name: str) -> Learned:
        """What one column learned."""
        return self.cols.get(name, self.learned)

    def has(self, name: str) -> bool | None:
        """Whether it has the column `name`; None where that is not known."""
        if name in self.gone:
            return False
        if self.only is not None:
            return name in self.only
        return True if name in self.cols else None


READ_THROUGH: Final = "read through"  # the trait of a data set: the transform that its elements come out of
HITS: Final = ("hits",)  # the trait of what says how far predictions are from the truth, row by row
ANSWER: Final = "answer"  # the kind of what an index or a language model gives for each question
OPAQUE: Final = "opaque"  # the kind of what a call of something unknown gave (see `opaque.py`)
LISTED: Final = ("listed",)  # the trait of rows that are names of files or folders
MIXED: Final = ("mixed",)  # the trait of what an unknown call made of rows of several sources: perhaps of one alone
HANDED: Final = "handed"  # the trait of what came of a call of something unknown, with its number: perhaps of some rows
BENEATH: Final = "beneath"  # the trait of a path within a listed folder, by the names that loops over names put there
CUT_OUT: Final = ("cut-out",)  # the trait of what was cut out of such a name, or of a key
FROM: Final = "piece-of"  # the trait of the whole name of one of the folders in a path, with which it is
WHOLE_FOLDER: Final = "folder"  # what all of these begin with
LABELLED: Final = "labelled-by"  # the trait that says which column the labels of a table's rows were
CALLED: Final = "called"  # the trait that says what the code called a piece when it cut it out
LAST: Final = ("last-name",)  # the trait of the last part of such a name, without the folders before it
PATH_IN: Final = ("path-in",)  # the trait of a text into which the whole path of a row was put beside what it holds
WHOLE: Final = "whole"  # the trait of one of several groups, with the key that these are formed by
INSIDE: Final = ("inside",)  # the trait of a table that stands in the file of one row
FILE: Final = "file"  # the trait that says which act of writing made the file that rows were read of
COMPLETE: Final = "complete"  # the trait of rows less those in which one of these columns is missing
LINES: Final = "lines"  # the kind of a list that holds what was written to a file, one line after the other
FIELD: Final = "counts-field"  # the trait of rows of which one field, by name or place, is their number
DIFFERENT: Final = "different"  # the trait that says of which column a number is how many different values it has
BROUGHT: Final = "brought"  # the trait that says by which key a table got a column of another one
COUNTED: Final = "counted"  # the key of a running number
OFFSET: Final = "offset"  # how far a place lies behind the number that a loop counts
DRAWN: Final = "drawn"  # the key of a random number: the act that drew it follows
EITHER_OF: Final = "either of"  # the key of one of two constants: (this, condition, where it holds, where not)
ONE_OF: Final = "one of"  # the key of one of more constants: (this, the number of that choice)
COLUMNWISE: Final = "columnwise"  # the kind of a list of columns: each of its elements has a value of every row
HEADED: Final = "headed"  # the kind of a list of rows before which, as a line of its own, their names stand
RECORD: Final = ("record",)  # the trait of rows that are dicts: who goes over one gets names
FIELDS: Final = ("fields",)  # the trait of rows that are lists of fields: some of them are of the whole row
CLASS: Final = "of a class"  # the end of a condition that asks one row after the other for the same value
TURNED: Final = ("turned",)  # the trait of an array whose rows stand beside each other
SPECTRUM: Final = ("spectrum",)  # the trait of strengths of frequencies, which are no rows where the signal is one
ONE_PLACE: Final = ("one-place",)  # the trait of one column of an array, taken by its place
OF_PLACE: Final = "of-place"  # the trait that says by which place it was taken
OF_EACH: Final = ("of-each",)  # the trait of a column whose name or place is not known, as in a loop over all of them
COME_TO: Final = "come-to"  # the trait of one of several things of a row, with when the loop began that counts them
ANY_COLUMN: Final = ("any-column",)  # the trait of such a column where the loop goes over all that its table has
NEAREST: Final = ("nearest",)  # the trait of numbers of the rows nearest to each row, or how far those are, in order
SPANS: Final = ("spans",)  # the trait of times cut to periods, each of which has a beginning and an end
WITHIN: Final = ("within",)  # the trait of one of the things that a single row holds
EARLIER: Final = ("earlier",)  # the trait of what a loop kept of an earlier row, any of those before this one
BETWEEN: Final = "between"  # the trait that says with which date a series of dates begins and ends, "" if unknown
EVERY: Final = "every"  # the trait that says how many days at most lie between one of a series of dates and the next
SHIFTED: Final = "shifted"  # the trait of such a series moved by a span, with its sign, months and days
AROUND: Final = ("around",)  # the trait of what stands around a row in a graph: how much that is, the graph tells
ADDED: Final = ("added",)  # the trait of a table with columns that were not there before, and of names of it
ADDED_BY: Final = "added-by"  # the trait that says which statistic only those learned whose names are put together
MORE_NAMES: Final = "more-names"  # the trait of a list to which this name was put after it was taken, "" if not known
OF_NAMED: Final = ("of-named",)  # the trait of an array that was worked out of columns called by their names
TYPES: Final = "types"  # the kind of the types of a table's columns, which stand under the names of these
BY_TYPE: Final = ("by-type",)  # the trait of columns that were chosen by the type of their values
ANEW: Final = "anew"  # the trait of rows that are drawn at random again at each use, with the act that draws
WORDS: Final = "words"  # the kind of the list of a script and the words behind it, of which none is known
WORD: Final = "word"  # the key of one of these words
PAIRED: Final = ("paired",)  # the trait of products of two values of a row: summed up, they say how these go together
PLACE: Final = "place"  # the trait of one of the two values that a batch was unpacked to, with its number
PARTNER: Final = "partner"  # the trait of a table times a value of each row, with the number of that value
REPORTED: Final = ("reported",)  # the trait of scores that another program stored
NUMBERED: Final = ("numbered",)  # the trait of a table whose index are the numbers of its rows
BARE: Final = ("bare",)  # the trait of numbers that the code made: noise beside rows of a source, else rows
_NO_COLUMNS: Final[dict[str, Learned]] = {}
_NOTHING_MADE: Final[dict[str, Written]] = {}
_NO_TRAITS: Final[frozenset[tuple[str, ...]]] = frozenset()
UNKNOWN: Final = Data()
NONE: Final = Const(None)


class Box:
    """An object with identity: its state changes in place and every alias sees it. Only the machine writes `state`."""

    __slots__ = ("number", "state")

    def __init__(self, state: State, number: int) -> None:
        self.state = state
        self.number = number


class Seq:
    """A tuple, list or set: known elements, and `rest` for any number of further ones."""

    __slots__ = ("items", "kind", "rest")

    def __init__(self, items: tuple[Value, ...], rest: Value | None = None, kind: str = "tuple") -> None:
        self.items = items
        self.rest = rest
        self.kind = kind


class Map:
    """A dict: values by constant key, and `rest` for what stands under unknown keys, which `keys` stands for.

    `factory` makes what stands under a key that is asked for first.
    """

    __slots__ = ("factory", "items", "keys", "rest")

    def __init__(
        self,
        items: dict[Hashable, Value],
        rest: Value | None = None,
        keys: Value | None = None,
        factory: Value | None = None,
    ) -> None:
        self.items = items
        self.rest = rest
        self.keys = keys
        self.factory = factory


class Lib:
    """Something of a library, by its dotted path: a module, class, function or constant."""

    __slots__ = ("path",)

    def __init__(self, path: str) -> None:
        self.path = path


class Func:
    """A function of the reviewed repository with the environment it closes over, bound to `owner` if a method."""

    __slots__ = ("bound", "cls", "code", "defaults", "env", "given", "kwdefaults", "module", "options")

    def __init__(
        self,
        code: Any,
        module: Any,
        env: dict[str, Value] | None,
        defaults: tuple[Value, ...] = (),
        kwdefaults: tuple[Value | None, ...] = (),
        bound: Value | None = None,
        cls: Cls | None = None,
    ) -> None:
        self.code = code
        self.module = module
        self.env = env
        self.defaults = defaults
        self.kwdefaults = kwdefaults
        self.bound = bound
        self.cls = cls
        self.given: dict[str, Value] | None = None  # arguments that functools.partial gave
        self.options: dict[str, Value] | None = None  # options of the command line that decorators declared

    def bind(self, owner: Value, cls: Cls) -> Func:
        """The method bound to its object."""
        return Func(self.code, self.module, self.env, self.defaults, self.kwdefaults, owner, cls)


class Cls:
    """A class of the reviewed repository: its own names and its bases."""

    __slots__ = ("bases", "code", "module", "names")

    def __init__(self, code: Any, module: Any, bases: tuple[Value, ...], names: dict[str, Value]) -> None:
        self.code = code
        self.module = module
        self.bases = bases
        self.names = names


class Obj:
    """The state of an object: of a library class (`path`, `entry`) or of the repository's (`cls`).

    `attrs` are attributes and, for library classes, constructor arguments under `(` + name. `fits` are the fit events
    that made it what it is, `learned` the statistics it will mix into what it transforms. `others` are the classes that
    it may be of as well, by a condition; None among them is something that is of no class of the repository.
    """

    __slots__ = ("attrs", "cls", "entry", "fits", "learned", "others", "path")

    def __init__(
        self,
        path: str,
        entry: Any = None,
        cls: Cls | None = None,
        attrs: dict[str, Value] | None = None,
        fits: frozenset[int] = NO_IDS,
        learned: Learned = NOTHING_LEARNED,
        others: tuple[Cls | None, ...] = (),
    ) -> None:
        self.path = path
        self.entry = entry
        self.cls = cls
        self.attrs = attrs if attrs is not None else {}
        self.fits = fits
        self.learned = learned
        self.others = others

    def but(self, **changes: Any) -> Obj:
        """The same object state with some fields changed."""
        new = Obj(self.path, self.entry, self.cls, self.attrs, self.fits, self.learned, self.others)
        for name, value in changes.items():
            setattr(new, name, value)
        return new


class Bound:
    """A library method waiting for its call, or an indexer (`.loc`): the receiver and the name."""

    __slots__ = ("name", "receiver")

    def __init__(self, receiver: Value, name: str) -> None:
        self.receiver = receiver
        self.name = name


class Module:
    """A module of the reviewed repository: its path and its names once it ran."""

    __slots__ = ("code", "done", "late", "main", "name", "names", "path", "ran")

    def __init__(self, name: str, path: str, code: Any) -> None:
        self.name = name
        self.path = path
        self.code = code
        self.names: dict[str, Value] = {}
        self.ran = False  # whether it began to run
        self.done = False  # whether it ran to its end
        self.late: dict[str, tuple[str, str, int]] = {}  # what it imports for annotations alone: module, name, level
        self.main = False  # whether it was started, not only imported


class Slice:
    """A slice that waits for what it cuts; bounds are values."""

    __slots__ = ("high", "low", "step")

    def __init__(self, low: Value | None, high: Value | None, step: Value | None) -> None:
        self.low = low
        self.high = high
        self.step = step


State = Data | Seq | Map | Obj
Value = Const | Data | Box | Seq | Map | Obj | Lib | Func | Cls | Bound | Module | Slice


def state(value: Value) -> Any:
    """What a value is now, looked up through its box."""
    return value.state if type(value) is Box else value
