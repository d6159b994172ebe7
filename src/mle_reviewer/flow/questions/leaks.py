"""Leaks: statistics that a fit carries although they were learned from the rows it is judged on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mle_reviewer.flow.facts.acts import INSTEAD, Act
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.lots import LOT, WITHIN
from mle_reviewer.flow.facts.overlaps import Overlap, disjoint, overlap
from mle_reviewer.flow.facts.rows import Atom, Rows, Step, roots, same
from mle_reviewer.flow.facts.switch import Switch
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations.lent import LENT
from mle_reviewer.flow.questions import lots
from mle_reviewer.flow.questions.beside import honest
from mle_reviewer.flow.questions.columns import between_features, label_names
from mle_reviewer.flow.questions.origins import of_parts
from mle_reviewer.flow.questions.switched import keeping_off
from mle_reviewer.flow.questions.trials import Trial, of_split, some_alone, splits_of, trials


@dataclass(frozen=True, slots=True)
class Leak:
    """A statistic that a fit's features carry although it was learned from rows that the fit is judged on."""

    learned: Act
    trial: Trial
    overlap: Overlap
    only_labels: bool
    nested: bool
    of_parts: bool  # the model only tells training rows from those to predict
    whole: str | None = None  # what the split keeps whole, where the statistic is of other groups
    off: Switch | None = None  # what settings say that keep it from happening as they are committed
    clean: Act | None = None  # a reported score on rows that it was not learned from, above this trial
    of_lots: bool = False  # it says of each window only what its own recording says, but a split may have parted these

    @property
    def idle(self) -> bool:
        """Whether the model says the same whatever was learned there, as trees do of any scale."""
        return not self.only_labels and self.learned.what in self.trial.fit.detail.get("unmoved", ())

    @property
    def silent(self) -> bool:
        """Whether the judged rows only say when training stops, and nobody sees what they say."""
        return bool(self.trial.act.detail.get("silent"))


def leaks(flow: Flow) -> list[Leak]:
    """What each fit's features learned from the rows it is judged on, strongest trial for each place that learns."""
    found: dict[tuple[object, ...], Leak] = {}
    for trial in trials(flow):
        features = trial.fit.learned
        labels = trial.fit.detail.get("labels")
        label_learned = labels.all_learned() if isinstance(labels, Data) else frozenset()
        for number in sorted(features | label_learned):
            learned = flow.acts[number]
            if not learned.strong or learned.what == "model" or between_features(learned, trial.fit):
                continue
            how, grown = overlap(learned.rows, trial.rows)
            if grown is not None:
                continue  # what it shares with the judged rows are copies, and those are reported where they are made
            if trial.implied and (same(learned.rows, trial.fit.rows) or disjoint(learned.rows, trial.fit.rows)):
                continue  # the other side is only thought of: not that what taught the features is what is judged
            if how is Overlap.NONE or _apart(flow, learned, trial):
                continue
            if number in features and not learned.supervised and _in_one_graph(flow, learned):
                continue
            stands = lots.standing(flow, learned, trial)
            mixed = stands is lots.Standing.MIXED
            if stands is lots.Standing.WHOLE or (mixed and lots.of_itself(learned)):
                continue
            if number not in features and invented(flow, learned):
                continue
            leak = Leak(
                learned, trial, how, number not in features, nested(flow, learned, trial), of_parts(flow, trial.fit),
                _whole(flow, learned, trial), _off(flow, learned, trial), honest(flow, learned, trial),
                mixed and lots.of_windows(trial.fit),
            )  # fmt: skip
            known = found.get(key := _key(learned))
            if known is None or _rank(flow, leak) > _rank(flow, known):
                found[key] = leak
    return [found[key] for key in sorted(found, key=repr) if not _instead(flow, found[key].learned, found)]


def invented(flow: Flow, learned: Act) -> bool:
    """Whether the code made up all rows that something was learned of: how often the label is true was its choice."""
    made = [flow.record.by_root.get(root) for root in roots(learned.rows)]
    return bool(made) and all(act is not None and act.kind == "generate" for act in made)


def _off(flow: Flow, learned: Act, trial: Trial) -> Switch | None:
    """What settings say where they lead past one of the acts of a leak, or keep the rows of its two ends apart."""
    off = learned.off or trial.fit.off or trial.act.off
    return off or keeping_off(flow, learned.rows, trial.rows, lambda one, other: bool(overlap(one, other)[0]))


def _key(learned: Act) -> tuple[object, ...]:
    return learned.place.path, learned.place.pos, learned.what


def _instead(flow: Flow, learned: Act, found: Mapping[tuple[object, ...], Leak]) -> bool:
    """Whether this is only learned where another one fails that learns the same, and leaks as well."""
    first = learned.detail.get(INSTEAD)
    return first is not None and _key(flow.acts[first]) in found


def _apart(flow: Flow, learned: Act, trial: Trial) -> bool:
    """Whether a statistic of each group stays on the side that the group is on: the split keeps groups whole.

    So does a condition on what the groups are formed by: months before the last one, and that one.
    """
    keys = learned.detail.get("per")
    if not keys:
        return False
    if all(_one_for_each(keys, rows) for rows in (trial.fit.rows, trial.rows)):
        return True  # what was learned of each group is the example itself
    if _of_another_table(learned, trial):
        return True
    if _of_classes(keys, trial):
        return False  # it tells the answer, whichever side that stands on
    split = splits_of(flow, trial)
    if split is not None and split.detail.get("grouped") and _whole(flow, learned, trial) is None:
        return True
    if split is not None and learned.detail.get("per time") and not split.detail.get("shuffled"):
        return True  # rows are cut where they stand, and each moment stands on one side
    return all(_parted_by(keys, a, b) for a in trial.fit.rows for b in trial.rows)


def _whole(flow: Flow, learned: Act, trial: Trial) -> str | None:
    """What the split keeps whole, if the statistic is of other groups: those may lie within one of these, or not."""
    keys: frozenset[str] = learned.detail.get("per") or frozenset()
    split = splits_of(flow, trial) if keys and not _of_classes(keys, trial) else None
    groups = None if split is None or not split.detail.get("grouped") else split.detail.get("groups")
    return groups if isinstance(groups, str) and groups not in keys else None


def _of_another_table(learned: Act, trial: Trial) -> bool:
    """Whether something was learned of what another table holds under each key, and that is not the very label.

    No row of these went into it, as if that table had been summed up before it was joined to them.
    """
    names: frozenset[str] = learned.detail.get(LENT) or frozenset()
    labels, features = trial.fit.detail.get("labels"), trial.fit.detail.get("features")
    told = label_names(features, labels) if isinstance(labels, Data) and isinstance(features, Data) else frozenset()
    return bool(names) and names.isdisjoint(told)


def _of_classes(keys: frozenset[str], trial: Trial) -> bool:
    """Whether groups are formed by the very label that is asked for."""
    labels = trial.fit.detail.get("labels")
    return isinstance(labels, Data) and labels.column in keys


def _in_one_graph(flow: Flow, learned: Act) -> bool:
    """Whether rows are nodes of one graph that masks divide: the features of all come to each by the messages."""
    return bool(learned.rows) and all(flow.acts[atom[0]].detail.get("one graph") for atom in learned.rows)


def _one_for_each(keys: frozenset[str], rows: Rows) -> bool:
    """Whether there is one of these rows for each group that is formed by `keys`."""
    return bool(rows) and all(any(s[0] == "groups" and keys.issuperset(s[1]) for s in taken) for _r, taken, _a in rows)


def _parted_by(keys: frozenset[str], one: Atom, other: Atom) -> bool:
    """Whether two atoms are told apart by a condition on one of these columns."""
    return any(a[0] == "where" == b[0] and a[1] in keys and separates(a, b) for a in one[1] for b in other[1])


def flagged(flow: Flow, leak: Leak) -> str | None:
    """The key of groups of which a flag may have chosen one row each before their statistics were joined to it.

    The head of each household, the main account of each customer: whether there is one each, only the data says.
    """
    keys = frozenset(leak.learned.detail.get("per") or ())
    if not keys:
        return None
    flags = [_flags(atom) for atom in leak.trial.fit.rows | leak.trial.rows]
    known = frozenset.union(*(_flags(atom) for atom in leak.learned.rows), frozenset())
    chosen = frozenset.intersection(*flags) - known if flags else frozenset()
    for act in flow.record.of("join") if chosen else ():
        marks = {trait[1] for trait in act.detail["left_traits"] if trait[0] == "mark"}
        before = {step for step in chosen if step[1] not in keys | marks and all(step in atom[1] for atom in act.rows)}
        if before and act.rows and act.detail["on"] and keys.issuperset(act.detail["on"]):
            return str(min(act.detail["on"]))
    return None


def computed_anew(flow: Flow, leak: Leak) -> bool:
    """Whether rows to predict, which nobody scores, get the same statistic of groups out of rows of their own.

    Then nothing that was learned is carried over to them, and the label takes no part: it is not there yet.
    """
    learned = leak.learned
    keys, known = learned.detail.get("per"), roots(learned.rows)
    others = [
        act for act in (flow.record.of("learn") if keys else ())
        if (act.what, act.words, act.detail.get("per")) == (learned.what, learned.words, keys)
        and known.isdisjoint(roots(act.rows))
    ]  # fmt: skip
    scored = {root for act in flow.record.of("score") for root in roots(act.rows)} if others else set()
    for act in flow.record.of("predict") if others else ():
        own = [other for other in others if not (roots(other.rows) - scored).isdisjoint(roots(act.rows))]
        if own and (learned.number not in act.learned or any(one.number in act.learned for one in own)):
            return True
    return False


def _flags(atom: Atom) -> frozenset[Step]:
    """The conditions of an atom that ask whether a flag is set."""
    return frozenset(s for s in atom[1] if s[0] == "where" and s[2] == "==" and s[3] == ("literal", 1))


def unread(trial: Trial) -> bool:
    """Whether a trial is the inner one of a search whose scores nobody looks at: it only chose the settings."""
    return trial.fit.internal and trial.fit.detail.get("role") == "search" and not trial.act.detail.get("read")


def learned_before_idle_splits(flow: Flow) -> list[tuple[Act, Act]]:
    """Strong statistics of all rows, and the split after them, where nothing here is trained on its sides.

    What is trained elsewhere (stored channels, a library that no page describes) cannot be seen.
    """
    splits = [split for split in flow.record.of("split") if split.detail.get("learned")]
    acts = flow.record.of("fit", "score", "predict") if splits else ()
    used = {step[1] for act in acts for atom in act.rows for step in atom[1] if step[0] == "side"}
    found: dict[tuple[object, ...], tuple[Act, Act]] = {}
    for split in splits:
        if split.number in used or any(split.detail.get(how) for how in ("inner", "folds", "sampled", "even")):
            continue  # some rows to look at, or equal batches, are no split
        if some_alone(flow, split):
            continue
        for number in sorted(split.detail["learned"]):
            learned = flow.acts[number]
            strong = learned.strong and learned.what not in {"model", "look-ahead"}
            if LOT in learned.detail and not split.detail.get(WITHIN):
                continue
            if strong and not invented(flow, learned) and overlap(learned.rows, split.rows)[0] is Overlap.MUST:
                found.setdefault((learned.place.path, learned.place.pos, learned.what), (learned, split))
    return [found[key] for key in sorted(found, key=repr)]


def _rank(flow: Flow, leak: Leak) -> tuple[bool, ...]:
    return (
        leak.whole is None, not leak.of_lots, not leak.of_parts, not leak.nested, leak.off is None, leak.clean is None,
        not leak.only_labels,
        leak.overlap is Overlap.MUST,
        not unread(leak.trial),
        all(one.unit != leak.trial.fit.unit for one in flow.uncalled),
        not leak.trial.implied, not leak.silent, not leak.idle,
        leak.trial.act.kind == "score",
    )  # fmt: skip


def nested(flow: Flow, learned: Act, trial: Trial) -> bool:
    """Whether the statistic was learned inside an outer training part only, whose other side nobody learned from.

    So is what a fit itself sets aside of its rows, where a reported score of it is on rows that nobody learned from.
    """
    shared = _outer_sides(learned.rows) & _outer_sides(trial.rows) & _outer_sides(trial.fit.rows)
    if any(step in _parted(flow) for step in shared):
        return True
    split = splits_of(flow, trial) if trial.act.internal and not trial.fit.internal else None
    return split is not None and bool(split.detail.get("inner")) and honest(flow, learned, trial) is not None


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
            if of_split(flow, step) or any(separates(step, one) for one in alike[_subject(step)])
        )  # fmt: skip
    return known


def _subject(step: Step) -> object:
    """What a step selects by: a column, a mask, an order of rows, a draw; a negation is of what it negates."""
    while step[0] == "not":
        step = step[1]
    return step[:2]


def _outer_sides(rows: Rows) -> frozenset[Step]:
    """Sides that every atom went through."""
    each = [frozenset(step for step in atom[1] if step[0] in {"side", "slice", "where"}) for atom in rows]
    return frozenset.intersection(*each) if each else frozenset()
