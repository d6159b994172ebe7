"""Questions that checks ask of a flow: which fit was judged on which rows, and what had been learned from them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.rows import (
    Atom,
    Overlap,
    Rows,
    Step,
    atoms_overlap,
    contains,
    disjoint,
    overlap,
    same,
    separates,
)
from mle_reviewer.flow.facts.values import UNKNOWN, Data
from mle_reviewer.flow.facts.windows import OVERLAPPING
from mle_reviewer.flow.machine.following import Flow

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


@dataclass(frozen=True, slots=True)
class Trial:
    """A fit and the rows it is judged on; `act` is the score or prediction, or the split that holds the other side."""

    fit: Act
    rows: Rows
    act: Act
    implied: bool = False


_KEEP_ORDER: Final = frozenset({"scale", "power"})


@dataclass(frozen=True, slots=True)
class Leak:
    """A statistic that a fit's features carry although it was learned from rows that the fit is judged on."""

    learned: Act
    trial: Trial
    overlap: Overlap
    only_labels: bool
    nested: bool

    @property
    def idle(self) -> bool:
        """Whether the model goes by the order of values alone, which the statistic leaves as it is."""
        return self.learned.what in _KEEP_ORDER and not self.only_labels and bool(self.trial.fit.detail.get("by_order"))


def trials(flow: Flow) -> Sequence[Trial]:
    """Every fit with each row set it is judged on; a fit never judged is paired with the other sides of its split."""
    known: Sequence[Trial] | None = flow.detail.get("trials")
    if known is None:
        known = flow.detail["trials"] = tuple(_trials(flow))
    return known


def _trials(flow: Flow) -> Iterator[Trial]:
    acts = flow.acts
    known: set[int] = set()
    for act in flow.record.of("score", "predict"):
        for number in sorted(act.fits):
            fit, rows = acts[number], judged(flow, act, number)
            if rows and fit.rows and not misaligned(fit) and disjoint(fit.rows, rows):
                known.add(number)
                yield Trial(fit, rows, act)
    for act in flow.record.of("fit"):
        if act.number not in known:
            yield from _implied(flow, act)


def judged(flow: Flow, act: Act, number: int) -> Rows:
    """The rows that a score or prediction judges one of its fits on.

    Predictions of several models that were put together (out-of-fold ones) judge each of them on what it predicted.
    """
    if len(act.fits) == 1 or act.kind != "score":
        return act.rows
    predicted: dict[int, set[Atom]] | None = flow.detail.get("predicted")
    if predicted is None:
        predicted = flow.detail["predicted"] = {}
        for one in flow.record.of("predict"):
            for fit in one.fits:
                predicted.setdefault(fit, set()).update(one.rows)
    known = frozenset(predicted.get(number, ()))
    if not known:
        return _of_its_round(flow, act.rows, flow.acts[number])
    inside = frozenset(atom for atom in known if contains(act.rows, frozenset([atom])))
    return inside | frozenset(atom for atom in act.rows if contains(known, frozenset([atom])))


def _of_its_round(flow: Flow, rows: Rows, fit: Act) -> Rows:
    """Rows less those that another round of the loop held out which the fit's own round was split by."""
    own = {step[1] for atom in fit.rows for step in atom[1] if _of_split(flow, step)}
    places = {flow.acts[number].place for number in own}
    mine, others = set[Atom](), set[Atom]()
    for atom in rows:
        cut = {step[1] for step in atom[1] if _of_split(flow, step) and flow.acts[step[1]].place in places}
        (mine if not cut or cut & own else others).add(atom)
    return frozenset(mine) if mine and others else rows


def _implied(flow: Flow, fit: Act) -> Iterator[Trial]:
    for root, steps, arms in sorted(fit.rows, key=repr):
        for place in range(len(steps) - 1, -1, -1):
            step = steps[place]
            if step[0] == "side" and step[1] in range(len(flow.acts)) and step[2] in {0, 1}:
                split = flow.acts[step[1]]
                if split.kind == "split" and not split.detail.get("sampled"):
                    other: Atom = (root, (*steps[:place], ("side", step[1], 1 - step[2], *step[3:])), arms)
                    if disjoint(fit.rows, frozenset([other])):
                        yield Trial(fit, frozenset([other]), split, implied=True)
                break


def leaks(flow: Flow) -> list[Leak]:
    """What each fit's features learned from the rows it is judged on, strongest trial for each place that learns."""
    found: dict[tuple[object, ...], Leak] = {}
    for trial in trials(flow):
        features = trial.fit.learned
        labels = trial.fit.detail.get("labels")
        label_learned = labels.all_learned() if isinstance(labels, Data) else frozenset()
        for number in sorted(features | label_learned):
            learned = flow.acts[number]
            if not learned.strong or learned.what == "model":
                continue
            how, grown = overlap(learned.rows, trial.rows)
            if grown is not None:
                continue  # what it shares with the judged rows are copies, and those are reported where they are made
            if trial.implied and same(learned.rows, trial.fit.rows):
                continue  # the other side of a split is only thought of: what the fit's own rows taught is its own
            if how is Overlap.NONE or _apart(flow, learned, trial):
                continue
            leak = Leak(learned, trial, how, number not in features, nested(flow, learned, trial))
            key = (learned.place.path, learned.place.pos, learned.what)
            known = found.get(key)
            if known is None or _rank(leak) > _rank(known):
                found[key] = leak
    return [found[key] for key in sorted(found, key=repr)]


def _apart(flow: Flow, learned: Act, trial: Trial) -> bool:
    """Whether a statistic of each group stays on the side that the group is on: the split keeps groups whole.

    So does a condition on what the groups are formed by: months before the last one, and that one.
    """
    keys = learned.detail.get("per")
    if not keys:
        return False
    split = splits_of(flow, trial)
    if split is not None and split.detail.get("grouped"):
        return True
    if split is not None and learned.detail.get("per time") and not split.detail.get("shuffled"):
        return True  # rows are cut where they stand, and each moment stands on one side
    return all(_parted_by(keys, a, b) for a in trial.fit.rows for b in trial.rows)


def _parted_by(keys: frozenset[str], one: Atom, other: Atom) -> bool:
    """Whether two atoms are told apart by a condition on one of these columns."""
    return any(a[0] == "where" == b[0] and a[1] in keys and separates(a, b) for a in one[1] for b in other[1])


def unread(trial: Trial) -> bool:
    """Whether a trial is the inner one of a search whose scores nobody looks at: it only chose the settings."""
    return trial.fit.internal and trial.fit.detail.get("role") == "search" and not trial.act.detail.get("read")


def learned_before_idle_splits(flow: Flow) -> list[tuple[Act, Act]]:
    """Strong statistics of all rows, and the split after them, where nothing here is trained on its sides.

    What is trained elsewhere (stored channels, a library that no page describes) cannot be seen.
    """
    used = {step[1] for act in flow.record.of("fit", "score", "predict") for atom in act.rows for step in atom[1]
            if step[0] == "side"}  # fmt: skip
    found: dict[tuple[object, ...], tuple[Act, Act]] = {}
    for split in flow.record.of("split"):
        if split.number in used or any(split.detail.get(how) for how in ("inner", "folds", "sampled", "even")):
            continue  # some rows to look at, or equal batches, are no split
        for number in sorted(split.detail.get("learned", ())):
            learned = flow.acts[number]
            strong = learned.strong and learned.what not in {"model", "look-ahead"}
            if strong and overlap(learned.rows, split.rows)[0] is Overlap.MUST:
                found.setdefault((learned.place.path, learned.place.pos, learned.what), (learned, split))
    return [found[key] for key in sorted(found, key=repr)]


def whole_tables(flow: Flow) -> Iterator[tuple[Act, Data, Data]]:
    """Fits whose model takes every column it is given: the fit, its features and its labels (UNKNOWN where none)."""
    for fit in flow.record.of("fit"):
        features, labels = fit.detail.get("features"), fit.detail.get("labels")
        if isinstance(features, Data) and not fit.detail.get("selects"):
            yield fit, features, labels if isinstance(labels, Data) else UNKNOWN


def _rank(leak: Leak) -> tuple[bool, ...]:
    return (
        not leak.nested, not leak.only_labels, leak.overlap is Overlap.MUST, not unread(leak.trial),
        not leak.trial.implied, not leak.idle,
        leak.trial.act.kind == "score",
    )  # fmt: skip


def nested(flow: Flow, learned: Act, trial: Trial) -> bool:
    """Whether the statistic was learned inside an outer training part only, whose other side nobody learned from."""
    shared = _outer_sides(learned.rows) & _outer_sides(trial.rows) & _outer_sides(trial.fit.rows)
    if any(step in _parted(flow) for step in shared):
        return True
    return trial.act.internal and any(
        disjoint(learned.rows, act.rows) and disjoint(trial.fit.rows, act.rows)
        for act in _reported(flow).get(trial.fit.number, ())
    )


def _reported(flow: Flow) -> dict[int, list[Act]]:
    """Fit → the metrics of it that are reported, but for those of its own folds."""
    known: dict[int, list[Act]] | None = flow.detail.get("reported")
    if known is None:
        known = flow.detail["reported"] = {}
        for act in flow.record.of("score"):
            for number in act.fits if act.metric and not act.internal and act.rows else ():
                known.setdefault(number, []).append(act)
    return known


def _parted(flow: Flow) -> frozenset[Step]:
    """Steps whose other side something is trained or judged on: only those set an outer part apart."""
    known = flow.detail.get("parted")
    if known is None:
        acts = flow.record.of("fit", "score", "predict")
        steps = {step for act in acts for atom in act.rows for step in atom[1]}
        alike: dict[object, list[Step]] = {}  # only steps that say the same of rows can exclude each other
        for step in steps:
            alike.setdefault(_subject(step), []).append(step)
        known = flow.detail["parted"] = frozenset(
            step for step in steps
            if _of_split(flow, step) or any(separates(step, one) for one in alike[_subject(step)])
        )  # fmt: skip
    return known


def _subject(step: Step) -> object:
    """What a step selects by: a column, a mask, an order of rows, a draw; a negation is of what it negates."""
    while step[0] == "not":
        step = step[1]
    return step[:2]


def _of_split(flow: Flow, step: Step) -> bool:
    """Whether a step is a side of a split that an act made."""
    return step[0] == "side" and isinstance(step[1], int) and flow.acts[step[1]].kind == "split"


def _outer_sides(rows: Rows) -> frozenset[Step]:
    """Sides that every atom went through."""
    each = [frozenset(step for step in atom[1] if step[0] in {"side", "slice", "where"}) for atom in rows]
    return frozenset.intersection(*each) if each else frozenset()


@dataclass(frozen=True, slots=True)
class Shared:
    """Examples that stand on both sides: a fit, the score on rows it has seen, and the growth behind it if any."""

    fit: Act
    score: Act
    grown: Act | None
    overlap: Overlap
    same: bool
    inside: bool


def shared_rows(flow: Flow) -> list[Shared]:
    """Scores on rows that share examples with what the fit was trained on."""
    acts = flow.acts
    found: list[Shared] = []
    for act in flow.record.of("score", "predict"):
        loss = bool(act.detail.get("loss"))
        if not (loss or (act.kind == "score" and (act.metric or act.internal))):
            continue
        for number in sorted(act.fits):
            fit, rows = acts[number], judged(flow, act, number)
            if not fit.rows or (loss and not _drawn_again(fit.rows, rows)):
                continue  # what training lowers is no score of its own rows
            how, grown = _both(fit.rows, rows)
            if how is Overlap.NONE:
                continue
            copied = acts[grown[1]] if grown is not None else None
            found.append(Shared(fit, act, copied, how, same(fit.rows, rows), contains(fit.rows, rows)))
    return found


def _drawn_again(train: Rows, test: Rows) -> bool:
    """Whether two row sets are each a side of a split that the other knows nothing of."""
    first, second = ({step[1] for atom in rows for step in atom[1] if step[0] == "side"} for rows in (train, test))
    return bool(first - second) and bool(second - first)


def _both(train: Rows, test: Rows) -> tuple[Overlap, Step | None]:
    best: tuple[Overlap, Step | None] = (Overlap.NONE, None)
    for a in train:
        for b in test:
            found = atoms_overlap(a, b)
            if found[0] > best[0]:
                best = found
    return best


def grown_pairs(flow: Flow) -> list[tuple[Trial, Act]]:
    """Trials whose two sides were cut after rows had been copied or synthesised."""
    found: list[tuple[Trial, Act]] = []
    for trial in trials(flow):
        window = _windows(flow, trial)
        if window is not None:
            found.append((trial, window))
        if not any(step[0] == "grown" for atom in trial.fit.rows for step in atom[1]):
            continue
        split = splits_of(flow, trial)
        if split is not None and split.detail.get("grouped"):
            continue  # what was made of one row stays in its group
        for a in sorted(trial.fit.rows, key=repr):
            for b in sorted(trial.rows, key=repr):
                how, grown = atoms_overlap(a, b)
                if how is Overlap.MUST and grown is not None:
                    found.append((trial, flow.acts[grown[1]]))
                    break
            else:
                continue
            break
    return found


def _windows(flow: Flow, trial: Trial) -> Act | None:
    """The act that cut overlapping windows, when a fit's windows were dealt to the two sides one by one at random."""
    features = trial.fit.detail.get("features")
    cut = next((t[1] for t in sorted(getattr(features, "traits", ())) if t[0] == OVERLAPPING), None)
    if cut is None:
        return None
    before = {step for atom in flow.acts[int(cut)].rows for step in atom[1]}  # sides that were there when it was cut
    for a in trial.fit.rows:
        for b in trial.rows:
            for step in a[1]:
                if step in before:
                    continue
                if step[0] in {"side", "slice"} and any(separates(step, other) for other in b[1]):
                    split = flow.acts[step[1]] if step[1] in range(len(flow.acts)) else None
                    if split is not None and split.kind == "split" and _one_by_one(split):
                        return flow.acts[int(cut)]
    return None


def _one_by_one(split: Act) -> bool:
    """Whether a split deals row by row at random, with no regard to groups or order."""
    detail = split.detail
    if detail.get("grouped") or detail.get("ordered") or not detail.get("shuffled"):
        return False
    return bool(detail.get("explicit")) or not detail.get("inner")


def held_out_elsewhere(flow: Flow, fits: frozenset[int], rows: Rows) -> bool:
    """Whether one of these fits, or a fit on the same rows, is also judged on rows disjoint from its own and `rows`."""
    for act in flow.record.of("score", "predict"):
        if not act.internal:
            for number in act.fits:
                fit = flow.acts[number]
                if disjoint(fit.rows, act.rows) and disjoint(act.rows, rows):
                    return True
    return False


def surely_two(flow: Flow, one: Act, other: Act) -> bool:
    """Whether two splits surely draw other sides: a seed is missing, or all is known that they draw by."""
    draws = [act.detail.get("draw") for act in (one, other)]
    if one.number != other.number and one.detail.get("unit") == other.detail.get("unit"):
        return True  # one start of a program has drawn twice
    unseeded = any(act.detail.get("shuffled") and not act.detail.get("seeded") for act in (one, other))
    return unseeded or None not in draws or not all(act.detail.get("shuffled") for act in (one, other))


def handed_over(flow: Flow, carried: Act, to: Act) -> list[Act]:
    """The acts by which what `carried` made (a statistic, a model) was stored and read again on its way to `to`."""
    found: list[Act] = []
    saves = {
        act.number: act for act in flow.record.of("save") if carried.number in act.learned or carried.number in act.fits
    }
    for act in flow.record.of("restore"):
        save = saves.get(act.detail["written"])
        if save is not None and act.number < to.number and save not in found and _leads(act.place, to.place):
            found += [save, act]
    return found


def _leads(read: Place, to: Place) -> bool:
    """Whether something read at one place can be what is used at the other: both are reached from one document."""
    ours = {read.path, *(path for path, _pos in read.chain)}
    return not ours.isdisjoint({to.path, *(path for path, _pos in to.chain)})


def splits_of(flow: Flow, trial: Trial) -> Act | None:
    """The act that separates a trial's two sides."""
    for a in _in_order(trial.fit.rows):
        for b in _in_order(trial.rows):
            for step in a[1]:
                if step not in b[1] and step[0] == "side":
                    number = step[1]
                    if isinstance(number, int) and flow.acts[number].kind == "split":
                        return flow.acts[number]
    return None


def _in_order(rows: Rows) -> Iterable[Atom]:
    """Rows in an order that is the same in every run."""
    return sorted(rows, key=repr) if len(rows) > 1 else rows


def spelled_out(features: Data, labels: Data) -> frozenset[tuple[int, str, str]]:
    """The columns that labels are made of: those written into the table give way to what they are made of."""
    found = labels.parts or frozenset()
    for _depth in range(4):
        again: set[tuple[int, str, str]] = set()
        for source, name, how in found:
            number, parts = features.made.get(name, (0, None))
            if number == source and parts and not still_there(features, source, name):
                again.update((one, other, inner if how in {"=", inner} else "~") for one, other, inner in parts)
            else:
                again.add((source, name, how))
        if again == found:
            break
        found = frozenset(again)
    return found


def still_there(features: Data, source: int, name: str) -> bool:
    """Whether features hold a column, or one that is made of it alone."""
    if features.source <= 0:
        return False
    if features.made.get(name, (features.source, None))[0] == source and features.has(name) is not False:
        return True
    return any(
        parts is not None
        and ({part[:2] for part in parts} == {(source, name)} or (source, name, "=") in parts)
        and features.has(column) is not False
        for column, (_number, parts) in features.made.items()
    )


def part_named(flow: Flow, rows: Rows, words: frozenset[str]) -> bool:
    """Whether rows come from a part whose source names it by one of `words`: a split, `train=False`, a path."""
    for root, steps, _arms in rows:
        for step in steps:
            if step[0] == "side" and isinstance(step[1], tuple) and step[1][:1] == ("part",):
                name = "test" if step[2] is False else step[2]
                if isinstance(name, str) and not words.isdisjoint(words_in(name)):
                    return True
        load = flow.record.by_root.get(root)
        if load is not None and load.kind == "load" and not words.isdisjoint(words_in(load.words)):
            return True
    return False


def words_in(text: str) -> list[str]:
    """The words of names and paths, in lower case: `X_testSet` has x, test and set."""
    return [word.lower() for word in _WORDS.findall(text)]


def misaligned(fit: Act) -> bool:
    """Whether a fit's labels are of other rows than its features (sides of a split unpacked in the wrong order)."""
    labels = fit.detail.get("labels")
    if not isinstance(labels, Data) or (fit.untyped and fit.detail.get("places", 0) > 2):
        return False  # which of many arguments of an unknown fit holds the labels is a guess
    features, others = _side_numbers(fit.rows), _side_numbers(labels.rows)
    shared = features.keys() & others.keys()
    return any(not features[key] & others[key] for key in shared)


def _side_numbers(rows: Rows) -> dict[object, set[object]]:
    """Split → the sides of it that rows are on."""
    found: dict[object, set[object]] = {}
    for _root, steps, _arms in rows:
        for step in steps:
            if step[0] == "side":
                found.setdefault(step[1], set()).add(step[2])
    return found
