"""The window that a label is made of lies around its row, and the features sum up the same column's past."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.facts.rows import roots
from mle_reviewer.flow.facts.values import Data
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.moments import label_learned, past_windows, summed_up_to

CARD = Card(
    area="DL",
    title="The label's window holds the past that the features show",
    items=("DL3", "DL2"),
    severity=Severity.MEDIUM,
    risk="data leakage",
    tags=("leak:target", "leak:look-ahead", "leak:temporal"),
    confidence=Confidence.MEDIUM,
    roles=("rolling",),
    lane="database-reviewer",
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose label is a window over a time or a column of which the features hold a part."""
    found: list[Finding] = []
    for fit in flow.record.of("fit"):
        told = sorted(label_learned(fit) - fit.learned)
        if not told:
            continue
        for number in told:
            label = flow.acts[number]
            if label.what != "look-ahead" or not label.detail.get("centred"):
                continue
            past = _past(flow, fit, label)
            if past is None:
                found += _begun(flow, fit, label)
                continue
            column = label.detail["column"]
            words = Words(
                title=f"The label is a window around its row, and the features hold the past of {column!r}",
                issue=f"Half of the label's window lies before the row and is made of the same {column!r} that the "
                "features sum up: the model repeats what has happened, and the score counts that as foresight.",
                fix="Let the label's window begin after the row (reversed rolling and shift(-1), a forward window).",
            )
            trace = [
                *loaded(flow, label.rows),
                step(flow, past, f"a feature reads earlier rows of {column!r} here ({past.words})"),
                step(flow, label, f"the label is a window around the row here ({label.words})"),
                step(flow, fit, f"trained here ({fit.words})"),
            ]
            found.append(finding(flow, CARD, label.place, words, trace))
        found += _histories(flow, fit, told)
        found += _around(flow, fit, told)
    for label in flow.record.of("learn"):
        if label.what == "span-back":
            of = roots(label.rows)
            fits = [fit for fit in flow.record.of("fit") if not of.isdisjoint(roots(fit.rows))]
            found += [_of_examples(flow, label, fit) for fit in fits[:1]]
    yield from once(found)


def _begun(flow: Flow, fit: Act, label: Act) -> Iterator[Finding]:
    """A window that is to foretell, for it reaches much further ahead than back, yet begins in the features' past.

    One that reaches about as far both ways smooths the row's own value.
    """
    features, back = fit.detail.get("features"), label.detail.get("back", 0)
    if not isinstance(features, Data) or not back or label.detail["ahead"] < 2 * back:
        return
    lags = [flow.acts[int(trait[2])] for trait in sorted(features.traits) if trait[0] == "lag" and trait[2:]]
    past = next((act for act in lags if act.place != label.place), None)
    if past is None and not past_windows(features):
        return
    words = Words(
        title=f"The label's window begins {back:g} rows before the row whose past the features show",
        issue="Where what is to be foretold has happened in those rows, the features are read after it: the model "
        "tells what has happened, and the score counts that as foresight.",
        fix="Let the label's window begin after the row.",
    )
    trace = [
        *loaded(flow, label.rows),
        *([step(flow, past, f"a feature reads earlier rows here ({past.words})")] if past else ()),
        step(flow, label, f"the label is a window around the row here ({label.words})"),
        step(flow, fit, f"trained here ({fit.words})"),
    ]
    yield finding(flow, CARD, label.place, words, trace)


def _of_examples(flow: Flow, label: Act, fit: Act) -> Finding:
    """Examples cut out of a series whose label is a statistic of the last rows that they show, too."""
    words = Words(
        title=f"The label is made of {label.detail['rows']:g} of the rows that the example shows, too",
        issue="A part of the label is in the input: the model repeats what has happened, and the score counts that as "
        "foresight.",
        fix="Let the label's window begin where the input ends.",
    )
    trace = [
        *loaded(flow, label.rows),
        step(flow, label, f"the label is a statistic of rows that the example shows here ({label.words})"),
        step(flow, fit, f"trained here ({fit.words})"),
    ]
    return finding(flow, CARD, label.place, words, trace)


def _histories(flow: Flow, fit: Act, told: list[int]) -> Iterator[Finding]:
    """A history that ends after the window begins which tells the label of it."""
    for number in told:
        label = flow.acts[number]
        if label.what != "reach-back":
            continue
        words = Words(
            title=f"The label's window begins {label.detail['days']:g} days before the features' history ends",
            issue="What happened in those days is in the features and in the label: the model repeats what has "
            "happened, and the score counts that as foresight.",
            fix="Let the label's window begin where the history ends.",
        )
        trace = [
            *loaded(flow, label.rows),
            step(flow, label, f"{label.words} here"),
            step(flow, fit, f"trained here ({fit.words})"),
        ]
        yield finding(flow, CARD, label.place, words, trace)


def _around(flow: Flow, fit: Act, told: list[int]) -> Iterator[Finding]:
    """A window around a moment of each row tells the label, and the features sum up the same events up to it."""
    features = fit.detail.get("features")
    for number in told:
        label = flow.acts[number]
        if label.what != "around" or not isinstance(features, Data):
            continue
        moment = label.detail["moment"]
        past = summed_up_to(flow, features, label)
        if past is None:
            continue
        words = Words(
            title=f"The label's window begins {label.detail['days']:g} days before {moment!r}, which the features show",
            issue="What happened in those days is in the features and in the label: the model repeats what has "
            "happened, and the score counts that as foresight.",
            fix=f"Let the label's window begin at {moment!r}.",
        )
        trace = [
            *loaded(flow, label.rows),
            Step(flow.locate(past), f"the features' window ends at {moment!r} here"),
            step(flow, label, f"{label.words} here"),
            step(flow, fit, f"trained here ({fit.words})"),
        ]
        yield finding(flow, CARD, label.place, words, trace)


def _past(flow: Flow, fit: Act, label: Act) -> Act | None:
    """What reads earlier rows of the label's column for the features."""
    features = fit.detail.get("features")
    column = label.detail.get("column")
    if not isinstance(features, Data) or not column:
        return None
    lags = [flow.acts[int(trait[2])] for trait in sorted(features.traits) if trait[0] == "lag" and trait[2:]]
    return next((act for act in lags if act.detail.get("column") == column and act.place != label.place), None)
