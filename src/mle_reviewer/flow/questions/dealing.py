"""Questions about random dealing: which rows were dealt one by one to the sides of a split, by whatever code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.flow.facts.acts import LISTS, Act
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.rows import Rows, Step, is_element, of_groups, roots
from mle_reviewer.flow.facts.values import BROUGHT, CALLED, CUT_OUT, FROM, Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.counting import apart
from mle_reviewer.flow.operations.distinct import alone
from mle_reviewer.flow.operations.order import UNIQUE
from mle_reviewer.flow.operations.pieces import IN_PATH
from mle_reviewer.flow.operations.scattering import WHOLE_NAME, act_of, is_dealt
from mle_reviewer.flow.questions.columns import label_names
from mle_reviewer.flow.questions.patterns import told_apart
from mle_reviewer.flow.questions.trials import some_alone, trials

_WHOLES: Final = frozenset({"entity", "keyed", "panel", "many"})  # the traits of keys that several rows share
Traits = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Dealt:
    """Rows that were dealt at random by `act`: what is known of them, and what pieces of their names are called."""

    act: Act
    rows: Rows
    traits: frozenset[tuple[str, ...]]
    called: frozenset[str]


def dealt(flow: Flow) -> Iterator[Dealt]:
    """The random splits, row by row and with no regard to groups, that a fit uses; and lists shuffled and cut."""
    used = used_splits(flow)
    for split in flow.record.of("split"):
        if split.number in used and _one_by_one(split) and not some_alone(flow, split):
            traits = apart(split.detail.get("traits", frozenset())) or _picked(used[split.number], split.number)
            yield Dealt(split, split.rows, traits, _called(flow, split, split.rows, traits))
    yield from dealt_by_order(flow)


def used_splits(flow: Flow) -> dict[object, list[Act]]:
    """The splits that part what a fit learned from and something else, each with these fits.

    A split whose other side no model is judged on, where all are judged on rows told apart by something else, has but
    drawn some of them, to have less to do or to look at.
    """
    known: dict[object, list[Act]] | None = flow.detail.get("used splits")
    if known is None:
        known = flow.detail["used splits"] = {}
        told: dict[int, set[object]] = {}
        for trial in trials(flow):
            if not trial.implied:
                told.setdefault(trial.fit.number, set()).update(_told_apart_by(trial.fit.rows, trial.rows))
        for fit in flow.record.of("fit"):
            sides = {number for _root, steps, _arms in fit.rows for number in map(_split_of, steps)} - {None}
            for number in sides & told[fit.number] if fit.number in told else sides:
                known.setdefault(number, []).append(fit)
    return known


def _split_of(step: Step) -> object:
    """The split that rows are on one side of by a step, or on none of its sides that are known."""
    side = step[1] if step[0] == "not" and isinstance(step[1], tuple) else step
    return side[1] if side[:1] == ("side",) else None


def _told_apart_by(one: Rows, other: Rows) -> Iterator[object]:
    """The splits by which two sets of rows are told apart."""
    return (
        _split_of(step) for _root, steps, _arms in one for step in steps
        if _split_of(step) is not None and any(separates(step, again) for atom in other for again in atom[1])
    )  # fmt: skip


def dealt_by_order(flow: Flow) -> Iterator[Dealt]:
    """The rows that were put in a random order and then cut, or picked by numbers in random order."""
    acts = flow.record.acts
    seen: set[int] = set()
    for trial in trials(flow):
        for number in sorted(_cut_orders(trial.fit.rows, trial.rows) - seen):
            seen.add(number)
            act = acts[number]
            if _one_by_one(act):
                known = _before(getattr(trial.fit.detail.get("features"), "traits", frozenset()), number)
                if _taken_apart_after(trial.fit.rows, number):
                    known = frozenset(trait for trait in known if trait[0] != "pieces")
                traits = act.detail.get("traits", frozenset()) | known
                yield Dealt(act, trial.fit.rows, traits, _called(flow, act, trial.fit.rows, traits))


def dealt_by_number(flow: Flow) -> Iterator[Dealt]:
    """The rows that numbers drawn for each, or the hash of a key, deal to the two sides of a trial.

    Rows of one entity stay together where its key alone is hashed; so they may where nobody knows what is hashed.
    """
    acts = flow.record.acts
    seen: set[int] = set()
    for trial in trials(flow):
        features = trial.fit.detail.get("features")
        traits = getattr(features, "traits", frozenset[tuple[str, ...]]())
        for number in sorted(_numbered(flow, trial.fit.rows, trial.rows) - seen):
            seen.add(number)
            names = frozenset(acts[number].detail.get("hashed", ())) - {""}
            told = frozenset[str]().union(*(_worked_from(features, name) or {name} for name in names))
            whole = {trait[1] for trait in traits if trait[0] in _WHOLES}
            by_row = bool(names) and not told <= whole if "hashed" in acts[number].detail else _one_by_one(acts[number])
            if by_row:
                called = _called(flow, acts[number], trial.fit.rows, traits)
                yield Dealt(acts[number], trial.fit.rows, traits, called)


def dealt_by_name(flow: Flow) -> Iterator[Dealt]:
    """The files that the hash of the whole name of each deals to the two sides of a trial."""
    for one in dealt_by_number(flow):
        if WHOLE_NAME in one.act.detail.get("hashed", ()):
            yield Dealt(one.act, one.rows, frozenset(), one.called)


def _numbered(flow: Flow, train: Rows, judged: Rows) -> set[int]:
    """The draws, and the conditions on a hash, that two sets of rows are told apart by."""
    places = flow.record.step_places
    told = {step for rows in (train, judged) for atom in rows for step in atom[1] if is_dealt(step)}
    found = {
        act_of(places, step) for a in train for b in judged for one in a[1] for other in b[1]
        if (one in told or other in told) and separates(one, other) for step in (one, other)
    } if told else set[int | None]()  # fmt: skip
    return {number for number in found if number is not None}


def _worked_from(features: object, name: str) -> frozenset[str]:
    """The columns that a column of a table was worked out from, where that is known."""
    made = getattr(features, "made", {}).get(name)
    return frozenset(one for _source, one, _how in made[1]) if made is not None and made[1] else frozenset()


def _one_by_one(act: Act) -> bool:
    detail = act.detail
    return bool(detail.get("shuffled")) and not detail.get("grouped") and not detail.get("ordered")


def _cut_orders(train: Rows, judged: Rows) -> set[int]:
    """The acts that made the order in which two sets of rows are cut apart."""
    found: set[int] = set()
    for a in train:
        for b in judged:
            for step in a[1]:
                if step[0] == "slice" and isinstance(step[1], int) and step[1] and step not in b[1]:
                    found.update({step[1]} if any(separates(step, other) for other in b[1]) else ())
    return found


def _taken_apart_after(rows: Rows, order: int) -> bool:
    """Whether what was cut in an order was then gone through for parts of each: these stay on one side."""
    for _root, steps, _arms in rows:
        at = max((n for n, step in enumerate(steps) if step[:2] == ("slice", order)), default=len(steps))
        if any(is_element(step) for step in steps[at + 1 :]):
            return True
    return False


def _picked(fits: list[Act], number: int) -> frozenset[tuple[str, ...]]:
    """What is known of the rows that split numbers picked, but for keys that they were only counted by."""
    known = (_before(getattr(fit.detail.get("features"), "traits", frozenset()), number) for fit in fits)
    return frozenset(trait for traits in known for trait in traits if trait[0] != "keyed")


def _before(traits: frozenset[tuple[str, ...]], number: int) -> frozenset[tuple[str, ...]]:
    """What is known of rows but that they are pieces of what had been dealt already: these stay on one side."""
    return frozenset(trait for trait in traits if trait[0] != "pieces" or str(number) not in trait[2:])


def looked_up_by(flow: Flow, split: Dealt) -> frozenset[str]:
    """The keys of which the code says that several rows share one, and by which it groups the rows somewhere."""
    shared = {trait[1] for trait in split.traits if trait[0] == "many"}
    return frozenset(key for key in shared for root in roots(split.rows) if (root, key) in flow.record.grouped)


def told_by(flow: Flow, split: Dealt) -> dict[str, frozenset[str]]:
    """The keys that several rows share and by which the label was looked up: it says the same of all of them."""
    shared = {trait[1] for trait in split.traits if trait[0] == "many"}
    ours = roots(split.rows)
    shared |= {key for root, key in flow.record.counted if root in ours}
    shared |= {key for root, key in flow.record.grouped if root in ours} & split.called  # a piece of a file's name
    labels = {name for fit in _users(flow, split.act) for name in _label_names(fit)} if shared else frozenset[str]()
    found: dict[str, frozenset[str]] = {}
    for trait in split.traits:
        if trait[0] == BROUGHT and trait[1] in shared and trait[2] in labels:
            found[trait[1]] = found.get(trait[1], frozenset()) | {trait[2]}
    return found


def labels_of(flow: Flow, split: Dealt) -> frozenset[str]:
    """The columns that fits on rows of a split are to tell as they are."""
    told = (fit.detail.get("labels") for fit in _users(flow, split.act))
    return frozenset(one.column for one in told if isinstance(one, Data) and one.column is not None)


def composed_of(flow: Flow, split: Dealt) -> frozenset[frozenset[str]]:
    """The columns that only together tell rows apart: their files are named by all, repeats left out by all.

    Nothing where there is one row for each value of one of them.
    """
    told = {names for root in roots(split.rows) for names in flow.record.composed.get(root, ())}
    told |= {frozenset(trait[1:]) for trait in split.traits if trait[0] == UNIQUE}
    return frozenset(names for names in told if alone(split.traits).isdisjoint(names))


def shared_pieces(flow: Flow, split: Dealt) -> frozenset[str]:
    """The pieces of the names of files by which the code both looks something up and groups or counts the files.

    A table that says something of each piece takes it for a thing of its own; what the fit is to tell is none.
    """
    if not flow.record.asked or of_groups(split.rows):
        return frozenset()
    ours = roots(split.rows)
    fits = _users(flow, split.act)
    labels = frozenset[str]().union(*(_label_names(fit) | _called_label(fit, ours) for fit in fits))
    several = flow.record.grouped | flow.record.counted
    found = {key for root, key in flow.record.asked if root in ours and (root, key) in several}
    return frozenset(name for name in found - labels if name.isidentifier()) or frozenset(found - labels)


def _called_label(fit: Act, ours: frozenset[int]) -> frozenset[str]:
    """The piece that labels are, where nothing was looked up for it."""
    labels = fit.detail.get("labels")
    if not isinstance(labels, Data) or labels.column is not None or not roots(labels.rows) <= ours:
        return frozenset()
    return frozenset(trait[1] for trait in labels.traits if trait[0] == CALLED and CUT_OUT in labels.traits)


def _users(flow: Flow, split: Act) -> list[Act]:
    """The fits that learn from rows which an act dealt, or put into the order that they were cut in."""
    known: dict[object, dict[int, Act]] | None = flow.detail.get("users")
    if known is None:
        known = flow.detail["users"] = {}
        for fit in flow.record.of("fit"):
            for _root, steps, _arms in fit.rows:
                for step in steps:
                    if step[0] in {"side", "slice"}:
                        known.setdefault(step[1], {})[fit.number] = fit
    return [*known.get(split.number, {}).values()]


def _label_names(fit: Act) -> frozenset[str]:
    features, labels = fit.detail.get("features"), fit.detail.get("labels")
    if not isinstance(labels, Data):
        return frozenset()
    return label_names(features if isinstance(features, Data) else labels, labels)


def _called(flow: Flow, act: Act, rows: Rows, traits: Traits) -> frozenset[str]:
    """What the program that an act happens in calls pieces of the names of its rows, which several share.

    Nothing where there is one row for each of them; nor what the fits are to tell: that is the class.
    """
    found = [(root, flow.record.pieces.get((act.unit, root), {})) for root in roots(rows)]
    known = [which for _root, which in found]
    single = (told_apart(flow.acts[root].detail.get(LISTS), which) for root, which in found)
    names = frozenset[str]().union(*known) - frozenset[str]().union(*single)
    if not names or not alone(traits).isdisjoint(names):
        return frozenset()
    told = frozenset[str]().union(*(_is_label(fit) for fit in _users(flow, act)))
    return frozenset(name for name in names - told if all(told.isdisjoint(which.get(name, ())) for which in known))


def _is_label(fit: Act) -> frozenset[str]:
    """What tells the piece that labels are, or that they number: its name, its place in the name of a file."""
    features, labels = fit.detail.get("features"), fit.detail.get("labels")
    if isinstance(labels, Data) and labels.column is not None:
        return frozenset([labels.column])
    held = labels if isinstance(labels, Data) else features if labels is None else None
    if not isinstance(held, Data) or held.kind == "mask" or CUT_OUT not in held.traits:
        return frozenset()
    return frozenset(trait[1] for trait in held.traits if trait[0] in {CALLED, FROM} and trait != IN_PATH)
