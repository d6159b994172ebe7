"""The store: boxes whose changes are written down, so that branches can be run apart and joined."""

from __future__ import annotations

from collections.abc import Hashable

from mle_reviewer.flow.facts import given
from mle_reviewer.flow.facts.acts import Record
from mle_reviewer.flow.facts.rows import EITHER, Step, under, union
from mle_reviewer.flow.facts.survivors import left_by, surviving
from mle_reviewer.flow.facts.values import (
    ADDED,
    ADDED_BY,
    BY_TYPE,
    EITHER_OF,
    INEXACT,
    MORE_NAMES,
    NEW,
    NONE,
    ONE_OF,
    OPAQUE,
    UNKNOWN,
    WORD,
    Box,
    Cls,
    Const,
    Data,
    Default,
    Few,
    Func,
    Lib,
    Map,
    Obj,
    Seq,
    State,
    Symbol,
    Value,
    Written,
)

_DEEPEST_JOIN = 6
_MOST_CONSTANTS = 16  # that one name is known to be one of
_MOST_CHOICES = 3  # one of two, of which each is one of two …: what is done to one is done to all of them


class Store:
    """All boxes' states, with a journal that can take changes back."""

    def __init__(self, record: Record | None = None) -> None:
        self._record = record if record is not None else Record()
        self.off_arms = self._record.off_arms  # the arms that settings do not take, by their conditions
        self.count = 0
        self.chosen_by: dict[Step, Hashable] = {}  # steps to what a value chooses that nobody knows, and that value
        self.either: dict[int, tuple[Value, Value, Hashable]] = {}  # what stands for one of two boxes, by a condition
        self.parted: set[Hashable] = set()  # the conditions by whose arms rows are told apart
        self._chosen: dict[Hashable, int] = {}  # numbers of choices between more constants than a few
        self._choices: dict[int, int] = {}  # how deep such choices lie one in another
        self._journal: list[tuple[Box, State]] = []
        self._depth = 0

    @property
    def sure(self) -> bool:
        """Whether what happens now happens in any case, not in one arm of a branch."""
        return self._depth == 0

    def box(self, state: State) -> Box:
        """A new object with this state."""
        self.count += 1
        return Box(state, self.count)

    def begin(self) -> int:
        """The number of something that begins now: what is made afterwards has higher ones, what was before lower."""
        self.count += 1
        return self.count

    def write(self, box: Box, state: State) -> None:
        """Changes an object in place."""
        if self._depth:
            self._journal.append((box, box.state))
        box.state = state

    def branch(self) -> int:
        """Begins an arm whose changes can be taken back; pass the mark to `take_back`."""
        self._depth += 1
        return len(self._journal)

    def take_back(self, mark: int) -> dict[Box, State]:
        """Ends an arm: undoes its changes and returns what each changed object had become."""
        self._depth -= 1
        after: dict[Box, State] = {}
        while len(self._journal) > mark:
            box, before = self._journal.pop()
            after.setdefault(box, box.state)
            box.state = before
        return after

    def join_arms(self, first: dict[Box, State] | None, second: dict[Box, State] | None, condition: Hashable) -> None:
        """Writes what objects are after a branch; an arm that never arrives is None."""
        if first is None or second is None:
            for box, state in (first or second or {}).items():
                self.write(box, state)
            return
        for box in [*first, *(box for box in second if box not in first)]:
            one, other = first.get(box, box.state), second.get(box, box.state)
            self.write(box, self.join_states(one, other, condition))

    # --- joining values

    def join(self, one: Value | None, other: Value | None, condition: Hashable, depth: int = 0) -> Value:
        """What a name holds when it is `one` in one arm (condition true) and `other` in the other."""
        if self.off_arms and condition is not None and condition in self.off_arms and one is not other:
            if self.off_arms[condition][0] and one is not None:
                one = self._of_one_arm(one, other, condition, arm=True)
            elif other is not None and not self.off_arms[condition][0]:
                other = self._of_one_arm(other, one, condition, arm=False)
        if one is other or other is None:
            return one if one is not None else UNKNOWN
        if one is None:
            return other
        if isinstance(one, Const) and isinstance(other, Const):
            if one.value == other.value and type(one.value) is type(other.value):
                return one
            if _says_nothing(one) or _says_nothing(other):
                one, other = (other, one) if _says_nothing(one) else (one, other)
                return one if other.value is None else opened(one)
            return self._one_of(one, other, condition)
        if one is UNKNOWN:
            return opened(other)
        if isinstance(one, Const):
            return self._only(other, condition, arm=False) if _is_none(one) else other
        if isinstance(other, Const) or other is UNKNOWN:
            return self._only(one, condition, arm=True) if _is_none(other) else one
        if depth > _DEEPEST_JOIN:
            return one
        boxed = type(one) is Box or type(other) is Box
        a = one.state if isinstance(one, Box) else one
        b = other.state if isinstance(other, Box) else other
        if isinstance(a, (Data, Seq, Map, Obj)) and type(a) is type(b):
            joined = self.join_states(a, b, condition, depth)
            if not boxed:
                return joined
            made = self.box(joined)
            if condition is not None and isinstance(a, (Seq, Map)) and type(one) is type(other) is Box:
                choices = 1 + max(self._choices.get(one.number, 0), self._choices.get(other.number, 0))
                if choices <= _MOST_CHOICES:
                    self.either[made.number] = (one, other, condition)
                    self._choices[made.number] = choices
            return made
        if isinstance(a, (Lib, Func, Cls)) and isinstance(b, (Data, Obj)):
            return other
        if a is UNKNOWN and isinstance(b, Obj):  # an object of which nothing is known says nothing against it
            return other
        if isinstance(a, Data) and a.kind == "columns" and isinstance(b, Seq):  # or the names that the list holds
            told = a.but(column=a.column, traits=a.traits | {(MORE_NAMES, "")})
            if BY_TYPE in a.traits:
                told.only, told.source, told.traits = None, INEXACT, told.traits - {BY_TYPE}
            return self.box(told) if boxed else told
        return one

    def _one_of(self, one: Const, other: Const, condition: Hashable) -> Value:
        """One of two names or numbers, told by the condition that chooses it; of more, told that it is one of them."""
        if condition is None:
            return UNKNOWN
        values = [_values(value) for value in (one, other)]
        known = values[0] | values[1] if values[0] is not None and values[1] is not None else None
        known = known if known is not None and len(known) <= _MOST_CONSTANTS else None
        parts = [_leaf(value) for value in (one, other)]
        if None not in parts:
            choice = Symbol((EITHER_OF, condition, *parts))
            return Const(choice) if known is None else Few(choice, known)
        if known is None:
            return UNKNOWN
        number = self._chosen.setdefault((condition, one.value, other.value), len(self._chosen) + 1)
        return Few(Symbol((ONE_OF, number)), known)

    def _only(self, value: Value, condition: Hashable, *, arm: bool) -> Value:
        """A value that is there in one arm alone, where the other one holds None."""
        inner = value.state if isinstance(value, Box) else value
        if condition is None or not isinstance(inner, Data) or not inner.rows:
            return value
        self.parted.add(condition)
        held = inner.but(rows=under(inner.rows, condition, arm), column=inner.column)
        return self.box(held) if isinstance(value, Box) else held

    def join_states(self, one: State, other: State, condition: Hashable, depth: int = 0) -> State:
        """The state that stands for either of two."""
        if one is other:
            return one
        if isinstance(one, Data) and isinstance(other, Data):
            if self.chosen_by and condition is not None and one.rows != other.rows:
                one, other = self._as_meant(one, other, condition), self._as_meant(other, one, condition)
            if one.rows != other.rows:
                self.parted.add(condition)
            if self.off_arms and condition in self.off_arms:
                arm, by = self.off_arms[condition]
                one, other = (
                    (left_by(self._record, one, other, by), other) if arm
                    else (one, left_by(self._record, other, one, by))
                )  # fmt: skip
            return join_data(one, other, condition)
        if isinstance(one, Seq) and isinstance(other, Seq):
            return self._join_sequences(one, other, condition, depth)
        if isinstance(one, Map) and isinstance(other, Map):
            keys = [*one.items, *(key for key in other.items if key not in one.items)]
            items = {key: self.join(one.items.get(key), other.items.get(key), condition, depth + 1) for key in keys}
            if one.rest or other.rest:  # what stands under a key that is missing in one of them, nobody knows
                items = {key: opened(value) for key, value in items.items()}
            rest = self.join(one.rest, other.rest, condition, depth + 1) if one.rest or other.rest else None
            named = self.join(one.keys, other.keys, condition, depth + 1) if one.keys or other.keys else None
            return Map(items, rest, named, one.factory or other.factory)
        if isinstance(one, Obj) and isinstance(other, Obj):
            names = [*one.attrs, *(name for name in other.attrs if name not in one.attrs)]
            attrs = {
                name: self.join(one.attrs.get(name), other.attrs.get(name), condition, depth + 1) for name in names
            }
            if len(names) > len(one.attrs) or len(names) > len(other.attrs):  # what is missing, the class may have
                attrs = {
                    name: value if name in one.attrs and name in other.attrs else opened(value)
                    for name, value in attrs.items()
                }
            fits, learned = one.fits | other.fits, one.learned | other.learned
            if self.off_arms and condition in self.off_arms:
                arm, by = self.off_arms[condition]
                off, on = (one.learned, other.learned) if arm else (other.learned, one.learned)
                learned = surviving(self._record, off, on, by) | on
            others = tuple(dict.fromkeys((*one.others, other.cls, *other.others)))
            others = tuple(cls for cls in others if cls is not one.cls)
            return one.but(attrs=attrs, fits=fits, learned=learned, others=others)
        return other if isinstance(one, Seq) and not one.items else one

    def _of_one_arm(self, one: Value, other: Value | None, condition: Hashable, *, arm: bool) -> Value:
        """A value of the arm that settings do not take: of rows that the other arm's is not, it is told to be of it."""
        off, on = (value.state if isinstance(value, Box) else value for value in (one, other))
        if not isinstance(off, Data) or off is UNKNOWN or (isinstance(on, Data) and on is not UNKNOWN):
            return one
        told = left_by(self._record, off, UNKNOWN, self.off_arms[condition][1])
        if off.rows:
            self.parted.add(condition)
            told = told.but(rows=under(off.rows, condition, arm), column=off.column)
        return one if told is off else self.box(told) if isinstance(one, Box) else told

    def _as_meant(self, one: Data, other: Data, condition: Hashable) -> Data:
        """What one arm holds, less rows that stay whole only where nothing is given to choose by."""
        if not one.rows or not other.rows:
            return one
        rows = given.meant(one.rows, other.rows, condition, self.chosen_by)
        return one if len(rows) == len(one.rows) else one.but(rows=rows)

    def _join_sequences(self, one: Seq, other: Seq, condition: Hashable, depth: int) -> Seq:
        if len(one.items) == len(other.items):
            items = tuple(self.join(a, b, condition, depth + 1) for a, b in zip(one.items, other.items, strict=True))
            rest = self.join(one.rest, other.rest, condition, depth + 1) if one.rest or other.rest else None
            return Seq(items, rest, one.kind)
        longer, shorter = (one, other) if len(one.items) > len(other.items) else (other, one)
        return Seq(longer.items, longer.rest or shorter.rest, longer.kind)


def opened(value: Value) -> Value:
    """A value beside which there may be others: what is known to be one of a few constants may be another one."""
    return Const(value.value) if type(value) is Few else value


def _values(value: Const) -> frozenset[str | int] | None:
    """The constants that a name or number is one of; None where it may be something else."""
    if type(value) is Few:
        return value.values
    plain = type(value) is not Default and isinstance(value.value, (str, int))
    return frozenset([value.value]) if plain else None  # type: ignore[list-item]


def _leaf(value: Const) -> Hashable:
    """A constant, or one of a few, as a part of such a choice."""
    if isinstance(value.value, Symbol):
        key = value.value.key
        if not isinstance(key, tuple) or key[0] != EITHER_OF:
            return None
        return key if not any(isinstance(part, tuple) and _deep(part) for part in key[2:]) else None
    return value.value if isinstance(value.value, (str, int)) else None


def _deep(part: tuple[Hashable, ...]) -> bool:
    return any(isinstance(one, tuple) and one[:1] == (EITHER_OF,) for one in part[2:])


def _is_none(value: Value) -> bool:
    return isinstance(value, Const) and value.value is None


def _says_nothing(value: Const) -> bool:
    """Whether a constant is none where another one stands beside it: None, or a word that the program may be given."""
    key = value.value.key if isinstance(value.value, Symbol) else None
    return value.value is None or (isinstance(key, tuple) and key[0] == WORD)


def join_data(one: Data, other: Data, condition: Hashable) -> Data:
    """Either of two values: rows are told apart by the arm that made them, statistics are of both."""
    if one is UNKNOWN:
        return other
    if other is UNKNOWN:
        return one
    if one.rows == other.rows or condition is None or (one.kind == other.kind == OPAQUE):
        rows = union(one.rows, other.rows)
    else:
        rows = union(
            (one.rows & other.rows) | under(one.rows - other.rows, condition, True),  # noqa: FBT003
            under(other.rows - one.rows, condition, False),  # noqa: FBT003
        )
    made = one.but()
    made.rows, made.learned = rows, one.learned | other.learned
    if one.cols or other.cols:
        names = [*one.cols, *(name for name in other.cols if name not in one.cols)]
        made.cols = {name: one.of_column(name) | other.of_column(name) for name in names}
    if one.only != other.only:
        made.only = None if one.only is None or other.only is None else one.only | other.only
    if one.kind == other.kind == "name":
        made.gone = one.gone & other.gone  # either of two names is none of those that neither is
    else:
        made.gone = one.gone | other.gone  # dropped in one arm: nobody can say that it is there
    if one.source != other.source:
        made.source = 0
    if one.column != other.column:
        made.column = None
    made.picks = _either_picks(one, other, condition)
    if one.made is not other.made:
        names = [*one.made, *(name for name in other.made if name not in one.made)]
        made.made = {name: _either_writing(one.made.get(name), other.made.get(name)) for name in names}
    if one.parts != other.parts:
        made.parts = None
    made.fits = one.fits | other.fits
    made.scores = one.scores | other.scores
    made.traits = one.traits | other.traits
    if BY_TYPE in made.traits and made.kind == "columns" and BY_TYPE not in one.traits & other.traits:
        made.only, made.source, made.traits = None, INEXACT, made.traits - {BY_TYPE}  # of one side nobody knows which
    if ADDED in made.traits and one.traits != other.traits:
        made.traits -= _told_otherwise(one, other) | _told_otherwise(other, one)
    if not one.kind or not one.type:
        made.kind, made.type = other.kind or one.kind, other.type or one.type
    return made


def _either_writing(one: Written | None, other: Written | None) -> Written:
    """How a column was written that either of two tables holds: nobody knows which, but whether it was new."""
    if one == other and one is not None:
        return one
    new = all(number >= NEW for number, _parts in filter(None, (one, other)))
    return (NEW if new else 0), None


def _told_otherwise(one: Data, other: Data) -> frozenset[tuple[str, ...]]:
    """What only added columns of one table learned, but more columns of the other; a list of names learned nothing."""
    same = {trait[1] for trait in other.traits if trait[0] == ADDED_BY}
    said = (trait for trait in one.traits if trait[0] == ADDED_BY and trait[1] not in same)
    return frozenset(trait for trait in said if int(trait[1]) in other.learned)


def _either_picks(one: Data, other: Data, condition: Hashable) -> tuple[Step, ...] | None:
    """What row numbers of either of two kinds pick: a part of its own, the same wherever that choice was made."""
    if one.picks == other.picks:
        return one.picks
    if condition is None or one.kind != "indices" or other.kind != "indices" or None in {one.picks, other.picks}:
        return None
    return (("some", (EITHER, condition, one.picks, other.picks)),)


__all__ = ["NONE", "Store", "join_data", "opened"]
