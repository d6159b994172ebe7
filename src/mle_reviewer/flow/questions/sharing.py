"""Sharing: examples that stand on both sides of a judgement, and copies of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial

from mle_reviewer.flow.facts import windows
from mle_reviewer.flow.facts.acts import KEPT_AS, LISTS, PIECES, SPELLED, TRUTH, Act
from mle_reviewer.flow.facts.excluding import separates
from mle_reviewer.flow.facts.overlaps import Overlap, atoms_overlap
from mle_reviewer.flow.facts.rows import CHANCE, NO_ROWS, Atom, Rows, Step, contains, roots, same
from mle_reviewer.flow.facts.switch import Switch
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.facts.windows import OVERLAPPING
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.operations import scattering
from mle_reviewer.flow.operations.distinct import SEEN
from mle_reviewer.flow.operations.order import SHUFFLED
from mle_reviewer.flow.operations.writings import FILES
from mle_reviewer.flow.questions.answers import answered_apart
from mle_reviewer.flow.questions.switched import keeping_off
from mle_reviewer.flow.questions.trials import Trial, judged, splits_of, trials


@dataclass(frozen=True, slots=True)
class Shared:
    """Examples that stand on both sides: a fit, the score on rows it has seen, and the growth behind it if any."""

    fit: Act
    score: Act
    grown: Act | None
    overlap: Overlap
    same: bool
    inside: bool
    off: Switch | None = None  # what settings say that keep it from happening as they are committed


def shared_rows(flow: Flow) -> Sequence[Shared]:
    """Scores on rows that share examples with what the fit was trained on."""
    known: Sequence[Shared] | None = flow.detail.get("shared")
    if known is None:
        known = flow.detail["shared"] = tuple(_shared_rows(flow))
    return known


def _shared_rows(flow: Flow) -> Iterator[Shared]:
    acts = flow.acts
    trained = {fit.rows for fit in flow.record.of("fit")}
    others = _of_other_labels(flow)
    for act in flow.record.of("score", "predict"):
        loss = bool(act.detail.get("loss"))
        if not (loss or (act.kind == "score" and (act.metric or act.internal))):
            continue
        for number in sorted(act.fits):
            fit, rows = acts[number], judged(flow, act, number)
            if not fit.rows or (loss and (rows in trained or not _drawn_again(flow, fit.rows, rows))):
                continue  # what training lowers is no score of its own rows
            how, grown = _both(flow, fit.rows, rows)
            if how is Overlap.NONE:
                continue
            if how is Overlap.MAY and _two_orders(flow, fit.rows, rows):
                how = Overlap.MUST
            if how is Overlap.MUST and answered_apart(flow, fit.rows, rows):
                how = Overlap.MAY
            if how is Overlap.MUST and any(contains(told, rows) for told in others.get(number, ())):
                how = Overlap.MAY
            copied = acts[grown[1]] if grown is not None else None
            alike = how is Overlap.MUST and same(fit.rows, rows)
            off = keeping_off(flow, fit.rows, rows, partial(_as_much, flow, how))
            yield Shared(fit, act, copied, how, alike, contains(fit.rows, rows), off)


def _as_much(flow: Flow, how: Overlap, train: Rows, test: Rows) -> bool:
    """Whether rows are shared as surely as that."""
    return _both(flow, train, test)[0] >= how


def _of_other_labels(flow: Flow) -> dict[int, list[Rows]]:
    """For each fit the rows of predictions that were held against labels of its own source, but perhaps of others.

    What stands beside the labels of each moment and never changes (a map, a table of places) is of both then.
    """
    found: dict[int, list[Rows]] = {}
    for score in flow.record.of("score"):
        truth = score.detail.get(TRUTH, NO_ROWS)
        for number in sorted(score.fits) if truth else ():
            learned = flow.acts[number].detail.get("labels")
            if not isinstance(learned, Data) or roots(learned.rows) != roots(truth):
                continue
            if same(learned.rows, flow.acts[number].rows) or _two_orders(flow, learned.rows, truth):
                continue
            if _both(flow, learned.rows, truth)[0] is not Overlap.MUST:
                found.setdefault(number, []).append(score.rows)
    return found


def looked_up(fit: Rows, judged: Rows) -> bool:
    """Whether a cut sets the rows of both sides apart, and what they share is a table beside, which nothing cuts."""
    pairs = [(a, b, atoms_overlap(a, b)[0]) for a in fit for b in judged if a[0] == b[0]]
    shared = [(a, b) for a, b, how in pairs if how is Overlap.MUST]
    beside = {a[0] for a, _b in shared}
    apart = (how is Overlap.NONE and a[0] not in beside and _is_cut(a) and _is_cut(b) for a, b, how in pairs)
    return not any(_is_cut(a) or _is_cut(b) for a, b in shared) and any(apart)


def _is_cut(atom: Atom) -> bool:
    return any(step[0] in {"side", "slice"} for step in atom[1])


def _drawn_again(flow: Flow, train: Rows, test: Rows) -> bool:
    """Whether two row sets are each a side of a split that the other knows nothing of."""
    first, second = (dealt_by(flow, rows) for rows in (train, test))
    return bool(first - second) and bool(second - first)


def dealt_by(flow: Flow, rows: Rows) -> set[object]:
    """What rows are a random part of: the splits whose sides they are, the random orders that they were cut in."""
    found: set[object] = {step[1] for atom in rows for step in atom[1] if step[0] == "side"}
    orders = (_order_of(flow, step) for atom in rows for step in atom[1])
    return found | {act.number for act in orders if act is not None}


def _order_of(flow: Flow, step: Step) -> Act | None:
    """The act that made the random order which a step cuts a stretch out of, or drew the numbers that it deals by."""
    if step[0] == "slice" and isinstance(step[1], int) and step[1]:
        if windows.width(step[2], step[3]) is not None:
            return None  # a loop walks through all of the order, piece by piece: nothing is left out
        act = flow.acts[step[1]]
    elif (number := scattering.act_of({}, step)) is not None:
        act = flow.acts[number]
    else:
        return None
    told = act.kind == "split" or not act.detail.get("seeded")  # else two orders by one seed are not told to be one
    return act if act.detail.get("shuffled") and told else None


def _two_orders(flow: Flow, train: Rows, test: Rows) -> bool:
    """Whether rows are stretches of two random orders of one source that are surely not the same order."""
    for one in train:
        for other in test:
            if one[0] != other[0]:
                continue
            mine, theirs = ([step for step in a[1] if step not in b[1]] for a, b in ((one, other), (other, one)))
            first, second = ([_order_of(flow, step) for step in steps] for steps in (mine, theirs))
            if len(first) == len(second) == 1 and first[0] is not None and second[0] is not None:
                return first[0].number != second[0].number and surely_two(flow, first[0], second[0])
    return False


def _both(flow: Flow, train: Rows, test: Rows) -> tuple[Overlap, Step | None]:
    best: tuple[Overlap, Step | None] = (Overlap.NONE, None)
    for a in train:
        for b in test:
            found = atoms_overlap((b[0], a[1], a[2]) if _lists(flow, a, b) else a, b)
            if found[0] is Overlap.MAY:
                found = atoms_overlap(_by_chance(flow, a, b), _by_chance(flow, b, a))
            if found[0] > best[0]:
                best = found
    return best


def _lists(flow: Flow, all_files: Atom, other: Atom) -> bool:
    """Whether rows are those of all files of a folder, and others are of a file among them that is read by its name."""
    listed = flow.acts[all_files[0]].detail.get(LISTS)
    if all_files[1] or not isinstance(listed, tuple) or len(listed) != 2 or not isinstance(listed[1], str):
        return False
    kept = flow.acts[other[0]].detail.get(KEPT_AS)
    if isinstance(kept, str):
        folder, _slash, name = kept.rpartition("/")
    elif isinstance(kept, tuple) and len(kept) == 3 and kept[0] == "/" and isinstance(kept[2], str):
        _slash, folder, name = kept
    else:
        return False
    return folder == listed[0] and fnmatchcase(name, listed[1])


def _by_chance(flow: Flow, atom: Atom, other: Atom) -> Atom:
    """The same rows where a part of an order that only chance made is told to be a draw that the other knows not of."""
    orders = {step[1] for step in other[1] if step[0] == "slice"}
    return atom[0], tuple(_as_draw(flow, step, orders) for step in atom[1]), atom[2]


def _as_draw(flow: Flow, step: Step, orders: set[object]) -> Step:
    if step[0] != "slice" or step[1] in orders or step[1] not in range(1, len(flow.acts)):
        return step
    detail = flow.acts[step[1]].detail
    chance = detail.get("chance") or (detail.get("permutation") and not detail.get("seeded"))
    return ("where", f"order {step[1]}{CHANCE}", "<", step[2:]) if chance else step


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
                if (
                    how is Overlap.MUST
                    and grown is not None
                    and not (_once_again(a, grown) or _chosen(flow, a, grown) or _kinds(flow, trial, grown))
                ):
                    found.append((trial, flow.acts[grown[1]]))
                    break
            else:
                continue
            break
    return found


def copies_switched_off(flow: Flow, trial: Trial) -> Switch | None:
    """What settings say, where rows have grown only if these are other than they are committed."""
    return keeping_off(flow, trial.fit.rows, trial.rows, _copied)


def _copied(train: Rows, test: Rows) -> bool:
    return any(atoms_overlap(a, b)[1] is not None for a in train for b in test)


def _chosen(flow: Flow, atom: Atom, grown: Step) -> bool:
    """Whether files of which several were written for one are chosen before they are dealt: perhaps one of each."""
    if not flow.acts[grown[1]].detail.get(FILES):
        return False
    since = list(atom[1][atom[1].index(grown) + 1 :]) if grown in atom[1] else []
    kinds = [step[0] for step in since]
    dealt = next((number for number, kind in enumerate(kinds) if kind in {"side", "slice"}), len(kinds))
    return not {"mask", "where", "some", "outside"}.isdisjoint(kinds[:dealt])


def _kinds(flow: Flow, trial: Trial, grown: Step) -> bool:
    """Whether rows were picked by words of a column that is no text to learn from: `cat` in a path excludes `dog`."""
    columns = flow.acts[grown[1]].detail.get(SPELLED)
    features = trial.fit.detail.get("features")
    if not columns or not isinstance(features, Data):
        return bool(columns)
    told = {name for _source, name, _how in features.parts or ()} | set(features.only or ()) | {features.column}
    return not told & set(columns)


def _once_again(atom: Atom, grown: Step) -> bool:
    """Whether code leaves out, of rows that stand there more than once, those that it has met, or makes one of each."""
    since = atom[1][atom[1].index(grown) + 1 :] if grown in atom[1] else ()
    met = (step[0] == "mask" and isinstance(step[1], tuple) and step[1][0] == SEEN for step in since)
    return any(met) or any(step[0] == "groups" for step in since)


def _windows(flow: Flow, trial: Trial) -> Act | None:
    """The act that cut overlapping windows, when a fit's windows were dealt to the two sides one by one at random."""
    features = trial.fit.detail.get("features")
    cut = min((t[1] for t in getattr(features, "traits", ()) if t[0] == OVERLAPPING), default=None)
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


def side_by_side(flow: Flow, trial: Trial, grown: Act) -> bool:
    """Whether sides are stretches of an order in which the pieces of one row may all stand one after the other."""
    split = splits_of(flow, trial) if grown.detail.get(PIECES) else None
    if split is None or SHUFFLED in split.detail.get("traits", ()):
        return False
    by_number = split.detail.get("folds") and split.detail.get("inner") and not split.detail.get("explicit")
    return bool(by_number) or not split.detail.get("shuffled")


def surely_two(flow: Flow, one: Act, other: Act) -> bool:
    """Whether two splits surely draw other sides: a seed is missing, or all is known that they draw by."""
    draws = [act.detail.get("draw") for act in (one, other)]
    if one.number != other.number and one.detail.get("unit") == other.detail.get("unit"):
        return True  # one start of a program has drawn twice
    unseeded = any(act.detail.get("shuffled") and not act.detail.get("seeded") for act in (one, other))
    return unseeded or None not in draws or not all(act.detail.get("shuffled") for act in (one, other))
