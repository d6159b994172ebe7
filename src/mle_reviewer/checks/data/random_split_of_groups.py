"""Several rows of one entity are split at random."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.naming import entity, grouping, holder, holds, names_class, people, person, take
from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.dealing import (
    Dealt,
    composed_of,
    dealt,
    dealt_by_name,
    labels_of,
    looked_up_by,
    shared_pieces,
    told_by,
)

CARD = Card(
    area="DL",
    title="Rows of one entity on both sides of the split",
    items=("DL2", "CB1"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:group",),
    confidence=Confidence.MEDIUM,
    roles=("split", "splitter", "group"),
)


def find(flow: Flow) -> Iterator[Finding]:
    """Row-wise random splits of rows that were grouped by an entity, that a fit uses."""
    found = []
    for split in (*dealt(flow), *dealt_by_name(flow)):
        pieces = sorted(t[1] for t in split.traits if t[0] == "pieces")
        if pieces:
            found.append(_pieces(flow, split, pieces[0]))
            continue
        tells = {"entity": entity, "holder": holds, "keyed": people}
        if sum(t[0] == "keyed" and entity(t[1]) for t in split.traits) > 1:
            del tells["keyed"]  # each row is a meeting of two (a user and an item): what is known of both is asked
        keys = {t[1] for t in split.traits if t[0] in tells and tells[t[0]](t[1])}
        keys |= {key for key in looked_up_by(flow, split) if holder(key)}
        keys -= labels_of(flow, split)  # who speaks is then what is asked
        looked_up = told_by(flow, split)
        keys = {key for key in keys | looked_up.keys() if not names_class(key, looked_up.get(key, ()))}
        cut = sorted({what for name in split.called if (what := holder(name) or grouping(name))})
        if any(t[0] == "lag" for t in split.traits):
            continue
        if keys:
            found.append(_rows(flow, split, keys))
        elif wholes := sorted(
            (whole, min(rest)) for names in composed_of(flow, split) for whole, rest in _wholes(names)
        ):
            found.append(_composed(flow, split, *wholes[0]))
        elif cut:
            found.append(_files(flow, split, cut[0]))
        elif shared := sorted(name for name in shared_pieces(flow, split) if not names_class(name, ["label"])):
            found.append(_shared(flow, split, shared[0]))
    yield from once(found)


def _rows(flow: Flow, split: Dealt, keys: set[str]) -> Finding:
    key = min(keys, key=lambda key: (not person(key), key))  # of several the one of people says most
    words = Words(
        title=f"Rows of one {key} are split at random",
        issue=f"{key!r} repeats over rows, so the same entity is trained on and judged on: the score measures "
        "recognition of known entities, not what new ones will get.",
        fix=f"Split by {key} (GroupShuffleSplit, GroupKFold with groups=).",
    )
    # People and sessions met in production are mostly new ones; products, shops and devices are mostly known.
    severity = CARD.severity if any(person(key) for key in keys) else Severity.MEDIUM
    return _said(flow, split, words, "row by row", severity)


def _wholes(names: frozenset[str]) -> Iterator[tuple[str, set[str]]]:
    """Each key of people or things among columns that tell rows apart, with the takes that tell its own rows apart."""
    takes = {name for name in names if take(name)}
    yield from ((name, takes) for name in names - takes if takes and (entity(name) or holder(name)))


def _composed(flow: Flow, split: Dealt, key: str, beside: str) -> Finding:
    words = Words(
        title=f"Rows of one {key} are split at random",
        issue=f"The code tells rows apart by {key!r} together with {beside!r}, which says that {key!r} alone has "
        "several: the same one is trained on and judged on, and the score measures recognition of what is known.",
        fix=f"Split by {key} (GroupShuffleSplit, GroupKFold with groups=).",
    )
    # That rows are named by several columns does not say how many of them share the first.
    return _said(flow, split, words, "row by row", Severity.MEDIUM)


def _files(flow: Flow, split: Dealt, name: str) -> Finding:
    words = Words(
        title=f"Files of one {name} are split at random",
        issue=f"The code itself cuts {name!r} out of the names of the rows, which says that several share it: the same "
        "one is trained on and judged on, and the score measures recognition of what is known already.",
        fix=f"Split by {name} (GroupShuffleSplit with groups=, or a list of them that is split first).",
    )
    # That a piece of a file's name is called like a person is a name alone: several files of one are not proven.
    return _said(flow, split, words, "one by one", Severity.MEDIUM)


def _shared(flow: Flow, split: Dealt, name: str) -> Finding:
    """Files that share a piece of their names, which the code itself takes for a thing of which a table tells."""
    words = Words(
        title="Files that share a piece of their names are split at random",
        issue=f"By a piece of the files' names ({name!r}) the code looks up what a table says of it, and it groups "
        "or counts the files by it: several are of the same thing, which is trained on and judged on.",
        fix="Split by that piece (GroupShuffleSplit, GroupKFold with groups=, or a list of them that is split first).",
    )
    return _said(flow, split, words, "one by one", Severity.MEDIUM)


def _pieces(flow: Flow, split: Dealt, column: str) -> Finding:
    """Pieces that one row was taken apart into, dealt to both sides."""
    words = Words(
        title="Pieces of one row are split at random",
        issue=f"Each row was taken apart into several ({column!r}), and the pieces of one are trained on and judged "
        "on: the score measures recognition of the whole they come from.",
        fix="Split the whole rows first and take each side apart afterwards, or split by the row's key.",
    )
    # A loop that gives several for a row may as well put together what belongs together: that is read, not proven.
    return _said(flow, split, words, "piece by piece", Severity.MEDIUM)


def _said(flow: Flow, split: Dealt, words: Words, how: str, severity: Severity = CARD.severity) -> Finding:
    """The finding at a split, with where its rows come from and how they are dealt."""
    trace = [*loaded(flow, split.rows, split.act), step(flow, split.act, f"split {how} here ({split.act.words})")]
    if split.act.detail.get("unknown"):  # what the folds are may be a splitter that keeps entities together
        severity = Severity.MEDIUM
    return finding(flow, CARD, split.act.place, words, trace, severity=severity)
