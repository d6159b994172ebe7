"""Acts: the things done to data and models, in order, each at its place, and the record that numbers them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple

from mle_reviewer.flow.facts.rows import NO_ARMS, NO_ROWS, Rows, Step, held
from mle_reviewer.flow.facts.switch import Switch
from mle_reviewer.flow.facts.values import NOTHING_LEARNED, Learned

Kind = Literal[
    "load", "generate", "parameter", "learn", "split", "fit", "score", "predict", "choose", "grow", "look-ahead",
    "join", "shift", "dedupe", "save", "restore", "unknown", "arm", "read", "verdict",
    "recalled",
]  # fmt: skip


class Place(NamedTuple):
    """Where an act happens: the document and the packed position, and the calls that led there (outermost first)."""

    path: str
    pos: int
    chain: tuple[tuple[str, int], ...] = ()


@dataclass(slots=True)
class Act:
    """One act; what each kind fills in follows.

    load, generate, parameter, unknown: `root` and `words` ("read_csv('a.csv')").
    learn: `rows` it learned from, `what` (a word of the knowledge vocabulary), `strong`, `supervised` (it saw labels).
    split: `rows` it cut, `detail` (shuffled, seeded, grouped, stratified …).
    fit: `rows`, `learned` and `columns` of the features, `labels` (their Data), `model`, `validation` (held-out rows).
    verdict: `rows` on which predictions are held against the truth that nobody here made.
    recalled: `rows` on which a model that is only loaded is judged, `learned` of what it is asked with.
    score, predict: `fits` judged, `rows`, `learned`; `metric` says whether a number is reported.
    choose: `scores` compared, `rows` they were made on.
    grow: `rows` that were copied or synthesised.
    shift: `rows` whose values moved; `detail` (column, periods: None for a window that ends with the row itself).
    read: the best score of a search (`fits`) is taken out of it.
    dedupe: `rows` of which repeated ones were left out.
    look-ahead: `rows`; columns carry it like a learned statistic.
    """

    number: int
    kind: Kind
    place: Place
    words: str = ""
    rows: Rows = NO_ROWS
    learned: Learned = NOTHING_LEARNED
    what: str = ""
    strong: bool = False
    supervised: bool = False
    root: int = 0
    model: int = 0
    fits: frozenset[int] = frozenset()
    scores: frozenset[int] = frozenset()
    metric: bool = False
    internal: bool = False
    untyped: bool = False
    detail: dict[str, Any] = field(default_factory=dict)
    unit: int = 0  # the start of a program, or the function nobody calls, that it happens in
    off: Switch | None = None  # what settings say where it happens only as they are not committed


LISTS: Final = "lists"  # the detail of a load of files that says which: their folder and the pattern of their names
KEPT_AS: Final = "kept as"  # the detail of a load that says what the rows are kept under
WRITTEN_HERE: Final = "written here"  # the detail of a fit of what the repository wrote and no page describes
ASKED: Final = "asked"  # the detail of a fit whose model is asked what it says, or how good it is
INFERRED: Final = "inferred"  # the detail of a fit whose model is asked how sure it is of its weights
TRUTH: Final = "truth"  # the detail of a score that holds predictions against labels: the rows that these are of
COPIES: Final = "copies"  # the detail of a growth by which rows stand there twice as they are
AROUND_THEM: Final = "around"  # the detail of what was learned of a graph: it says what stands around the examples
NAMED: Final = "named"  # the detail of a growth that only the names of files tell of
PIECES: Final = "pieces"  # the detail of a growth that puts several pieces of each row in its place
MEETING: Final = "meeting"  # the detail of a growth by parts whose conditions one row may meet at once
UNSEEN: Final = "unseen"  # the detail of a growth by parts of which it was not seen that they hold the same examples
SPELLED: Final = "spelled"  # the detail of such a growth that names the column whose words were asked for
INSTEAD: Final = "instead"  # the detail of what is learned if something else fails: the act that learns the same
_TAKEN_BACK: Final = frozenset({"fit", "score", "predict", "recalled", "choose", "save", "restore"})

_JUDGING: Final = frozenset({"fit", "score", "predict", "recalled"})
_IDLE: Final = frozenset({"unknown", "arm"})
_ALIKE: Final = {"limits": "bins"}  # what is learned for the same end


class Record:
    """All acts of one analysis, numbered in the order they happened; equal acts are one."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        self._of_kind: dict[str, list[Act]] = {}
        self.by_root: dict[int, Act] = {}
        self.step_places: dict[Step, int] = {}
        self.repeated: dict[int, list[Place]] = {}
        self.conditions: dict[Step, Place] = {}
        self.based: dict[Step, frozenset[str]] = {}  # conditions that name no column, with those they are worked out of
        self.erring: dict[Step, frozenset[int]] = {}  # conditions on how far predictions are off, with their fits
        self.timed: set[Step] = set()  # conditions on what is known to be a time
        self.classes: dict[Step, Any] = {}  # conditions that ask for one value of a column after the other, with that
        self.keyed: dict[Step, str] = {}  # parts of the different values of a column, with its name
        self.pieces: dict[tuple[int, int], dict[str, set[str]]] = {}  # what a unit calls pieces of a root's names
        self.named: dict[int, set[str]] = {}  # the columns of a table that the code names, by the table's number
        self.numbers: set[tuple[int, str]] = set()  # the columns of a source that the code reckons with as numbers
        self.counted: set[tuple[int, str]] = set()  # the keys of a source of which is counted how many there are
        self.grouped: set[tuple[int, str]] = set()  # the keys by which rows of a source are grouped anywhere
        self.asked: set[tuple[int, str]] = set()  # pieces of the names of a root's files by which a table was asked
        self.of_lots: set[tuple[int, str]] = set()  # columns of a source with one value in each lot (see `lots.py`)
        self.spelled: dict[int, tuple[str, Hashable]] = {}  # masks by their identities: what words of which column
        self.composed: dict[int, set[frozenset[str]]] = {}  # by source: columns that only together name a row
        self.questions: dict[Hashable, set[tuple[str, int]]] = {}  # conditions, and where the code asks for them
        self.met: dict[int, int] = {}  # sets of what was met, and the act that leaves out what comes again
        self.unit = 0
        self.arms = NO_ARMS  # the arms of conditions asked again that are taken here
        self.off: Switch | None = None  # what settings say where they do not lead here
        self.off_arms: dict[Hashable, tuple[bool, Switch]] = {}  # the arms that they do not take, by their conditions
        self.shown: dict[
            Rows, set[int]
        ] = {}  # rows that a model was asked of which nobody here made, with what they carry
        self.told = 0  # how often something happened that a check may ask about, again or for the first time
        self._known: dict[Hashable, int] = {}
        self.add("arm", Place("", 0))  # number 0 is nobody's

    def add(self, kind: Kind, place: Place, *, key: Hashable = None, **fields: Any) -> Act:
        """A new act, or the one already known under the same kind, place and key."""
        self.told += kind not in _IDLE
        if key is not None:
            known = self._known.get((kind, place.path, place.pos, key))
            if known is not None:
                if self.off is None:
                    self.acts[known].off = None
                return self.acts[known]
        if self.arms and kind in _JUDGING and "rows" in fields:
            fields["rows"] = held(fields["rows"], self.arms)
        act = Act(len(self.acts), kind, place, unit=self.unit, off=self.off, **fields)
        self.acts.append(act)
        self._of_kind.setdefault(kind, []).append(act)
        if key is not None:
            self._known[(kind, place.path, place.pos, key)] = act.number
        return act

    def retold(self, act: Act, key: Hashable, **changes: Any) -> Act:
        """The same act told otherwise: of other rows, or by what it turned out to be for."""
        fields = {
            "rows": act.rows, "what": act.what, "words": act.words, "strong": act.strong,
            "supervised": act.supervised, "untyped": act.untyped, **changes,
        }  # fmt: skip
        again = self.add(act.kind, act.place, key=key, **fields)
        again.detail = {**act.detail, **again.detail}
        return again

    def only_if(self, number: int, switch: Switch) -> int:
        """The same statistic, where it is left only if settings are other than they are committed."""
        act = self.acts[number]
        if act.kind != "learn" or not act.strong or act.off is not None:
            return number
        again = self.retold(act, ("only if", number))
        again.off = switch
        return again.number

    def root(self, kind: Kind, place: Place, words: str, key: Hashable) -> int:
        """The number of a source of rows: equal keys are the same rows wherever they are read."""
        known = self._known.get(("root", key))
        if known is not None:
            self.told += self.acts[known].kind not in _IDLE
            self.again(known, place)
            return known
        act = self.add(kind, place, words=words)
        act.root = act.number
        if isinstance(key, tuple) and key[0] == "stored":
            act.detail[KEPT_AS] = key[-1]
        self._known[("root", key)] = act.number
        self.by_root[act.number] = act
        return act.number

    def again(self, number: int, place: Place) -> None:
        """Remembers that the very same thing also happens elsewhere."""
        if place != self.acts[number].place:
            self.repeated.setdefault(number, []).append(place)

    def fall_back(self, tried: range, instead: range) -> None:
        """Remembers which statistics are only learned where others of the same rows could not be."""
        learned = [act for act in (self.acts[n] for n in tried) if act.kind == "learn"] if instead else ()
        known = {(_ALIKE.get(act.what, act.what), act.rows): act.number for act in learned}
        for number in instead if known else ():
            act = self.acts[number]
            if act.kind == "learn" and (first := known.get((_ALIKE.get(act.what, act.what), act.rows))) is not None:
                act.detail[INSTEAD] = first

    def near(self, act: Act, path: str) -> Place:
        """Where an act happens in the document `path`; its first place if it does not happen there."""
        if act.place.path == path:
            return act.place
        return next((place for place in self.repeated.get(act.number, ()) if place.path == path), act.place)

    def cut(self, step: Step, act: Act) -> Step:
        """Remembers which act made a step, for traces."""
        self.step_places.setdefault(step, act.number)
        return step

    def void(self, first: int, end: int) -> None:
        """Takes back what was judged from act `first` to before `end`: that unit is run again, on what it then reads.

        Sources of rows, splits and statistics stay, since other units may already hold them.
        """
        for act in self.acts[first:end]:
            if act.kind in _TAKEN_BACK:
                act.kind = "arm"
        for kind in _TAKEN_BACK:
            self._of_kind[kind] = [act for act in self._of_kind.get(kind, ()) if act.kind == kind]
        self._known = {key: number for key, number in self._known.items() if self.acts[number].kind != "arm"}

    def count(self, kind: Kind) -> int:
        """How many acts of a kind there are."""
        return len(self._of_kind.get(kind, ()))

    def of(self, *kinds: Kind) -> list[Act]:
        """The acts of some kinds, in order."""
        if len(kinds) == 1:
            return [*self._of_kind.get(kinds[0], ())]
        return sorted((act for kind in kinds for act in self._of_kind.get(kind, ())), key=_number)


def _number(act: Act) -> int:
    return act.number
