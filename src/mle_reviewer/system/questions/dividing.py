"""How rows are divided and joined: splits that respect time or groups, cuts at a time, joins as of a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from mle_reviewer.knowledge.measures import words
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.steps import Call, Routine
from mle_reviewer.system.code.terms import Attr, Const, Item, Op, Term, within
from mle_reviewer.system.questions.predicting import terms_of
from mle_reviewer.system.questions.training import training

if TYPE_CHECKING:
    from mle_reviewer.knowledge.entries import CallEntry
    from mle_reviewer.sources.location import Location
    from mle_reviewer.system.system import System

_TIMELY: Final = frozenset({
    "date", "time", "datetime", "timestamp", "ts", "day", "week", "month", "year", "season", "period", "dt", "dteday",
})  # fmt: skip
_BEFORE: Final = frozenset({"<", "<="})
_AFTER: Final = frozenset({">", ">="})
_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Division:
    """One split or join, and whether it respects time or groups; `plain` where nothing is known to be respected."""

    kind: Literal["split", "join"]
    respects: Literal["time", "groups", "plain"]
    says: str
    at: Location
    reached: bool
    trains: bool  # it stands where a model is trained, or around it


def divisions(system: System) -> tuple[Division, ...]:
    """The splits and joins of code and notebooks."""
    return system.once(_divisions)


def _divisions(system: System) -> tuple[Division, ...]:
    found: list[Division] = []
    around = {(one.path, one.function) for one in training(system)}
    for routine in (*system.routines(), *_cells(system)):
        reached = system.reached.how(routine) is not None and not routine.path.endswith(".ipynb")
        learns = (routine.path, routine.function) in around or routine.path.endswith(".ipynb")
        for call in routine.calls():
            for kind, respects, says in _of(system, routine, call):
                found.append(Division(kind, respects, says, system.at(routine, call.pos), reached, learns))
        cut = _cut(routine)
        if cut is not None:
            found.append(Division("split", "time", "rows are cut at a time", system.at(routine, cut), reached, learns))
    return tuple(found)


def _cells(system: System) -> Iterator[Routine]:
    for path in system.notebooks[:_MOST]:
        module = system.indexed.module(path)
        yield from module.routines() if module is not None else ()


_Found = tuple[Literal["split", "join"], Literal["time", "groups", "plain"], str]


def _of(system: System, routine: Routine, call: Call) -> Iterator[_Found]:
    for target in system.indexed.targets(call):
        owner = system.table.find_class(target.path) if isinstance(target, Thing) and not target.made else None
        if owner is not None and owner.role == "splitter":
            slots = owner.making.slots
            if slots.get("ordered"):
                yield "split", "time", f"folds follow each other in time ({owner.path})"
            elif slots.get("grouped") and _groups_given(routine):
                yield "split", "groups", f"groups stay on one side ({owner.path})"
            else:
                yield "split", "plain", f"rows are divided ({owner.path})"
            return
    for entry in system.indexed.entries(call):
        if entry.effect == "split" and not entry.path.startswith("?.") and not entry.slots.get("ordered"):
            ordered = _given(entry, call, "shuffle") is False and _sorted(system, routine)
            says = f"sorted rows are divided in their order ({entry.path})"
            yield "split", "time" if ordered else "plain", says if ordered else f"rows are divided ({entry.path})"
        elif entry.effect == "asof-join" and _given(entry, call, "direction") in {None, "backward"}:
            yield "join", "time", f"what was known before is joined ({entry.path})"
        elif entry.effect == "join":
            yield "join", "plain", f"tables are joined ({entry.path.removeprefix('?.')})"
        else:
            continue
        return


def _sorted(system: System, routine: Routine) -> bool:
    return any(entry.effect == "sort" for call in routine.calls() for entry in system.indexed.entries(call))


def _given(entry: CallEntry, call: Call, slot: str) -> object:
    named = entry.slots.get(slot)
    if not isinstance(named, str):
        return None
    given = call.given(named, entry.params.index(named) if named in entry.params else None)
    return given.value if isinstance(given, Const) else entry.defaults.get(named) if given is None else given


def _groups_given(routine: Routine) -> bool:
    """Whether something in the function is given groups: by name, or as the third argument of `split`."""
    return any(
        call.given("groups") is not None or (call.method == "split" and len(call.args) > 2)  # noqa: PLR2004 - X, y, groups
        for call in routine.calls()
    )


def _cut(routine: Routine) -> int | None:
    """Where a column of times is held against the same value from both sides."""
    before: set[tuple[str, object]] = set()
    after: set[tuple[str, object]] = set()
    for step in routine.every():
        for term in terms_of(step):
            for one in within(term):
                if isinstance(one, Op) and len(one.terms) == 2 and (name := _time(one.terms[0])):  # noqa: PLR2004 - two sides
                    key = name, _same(one.terms[1])
                    (before if one.op in _BEFORE else after if one.op in _AFTER else set()).add(key)
                    if key in before and key in after:
                        return step.pos
    return None


def _time(term: Term) -> str:
    match term:
        case Attr(name=name, of=of) if name not in {"dt", "date", "year", "month", "day"} or not _time(of):
            return name if _timely(name) else ""
        case Attr(of=of):
            return _time(of)
        case Item(key=Const(value=str(name))):
            return name if _timely(name) else ""
        case _:
            return ""


def _same(term: Term) -> object:
    return term.value if isinstance(term, Const) and isinstance(term.value, (str, int, float)) else id(term)


def _timely(name: str) -> bool:
    some = words(name)
    return bool(set(some) & _TIMELY) or some[-1:] == ("at",)
