"""A feature sums up an entity's whole history, the time after the prediction included."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.reporting import Words, finding, loaded, of_one_document, once, step
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.flow.facts.acts import Act
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.moments import Predicted, features_alone, predicted, reaches_beyond

CARD = Card(
    area="DL",
    title="A feature sums up history beyond the time of prediction",
    items=("DL3", "DL2", "CB2"),
    severity=Severity.HIGH,
    risk="data leakage",
    tags=("leak:point-in-time", "leak:look-ahead"),
    confidence=Confidence.MEDIUM,
    roles=("query", "group-aggregate"),
    lane="database-reviewer",
)


def find(flow: Flow) -> Iterator[Finding]:
    """Fits whose features aggregate rows from after the moment at which their label begins or their rows are cut."""
    found = []
    for fit in flow.record.of("fit"):
        tallies, histories = features_alone(flow, fit, "tally"), features_alone(flow, fit, "history")
        if not tallies and not histories:
            continue
        when = predicted(flow, fit)
        said = set()
        for act, beside, end in _left_open(tallies, when):
            found.append(_open_ended(flow, fit, act, beside, end))
        for act in histories:
            proof = _beyond(flow, act, when)
            same = (act.detail["table"], act.detail["keys"], act.detail.get("query"))
            if proof is None or same in said:
                continue
            said.add(same)  # one finding for all columns of one grouped query
            why, steps, severity, confidence = proof
            words = Words(
                title=f"{act.words}, with no end at the time of prediction",
                issue=f"{why} The feature counts what happens afterwards too: it knows a part of the outcome, and in "
                "production those rows do not exist yet.",
                fix="End the aggregate at the time of prediction: join the time of each row to predict and count only "
                "rows before it.",
            )
            trace = [*loaded(flow, act.rows), step(flow, act, f"{act.words} here"), *steps,
                     step(flow, fit, f"trained here ({fit.words})")]  # fmt: skip
            found.append(finding(flow, CARD, act.place, words, trace, severity=severity, confidence=confidence))
    yield from of_one_document(once(found), "summed up with no end here too")


def _left_open(tallies: list[Act], when: Predicted) -> Iterator[tuple[Act, Act, str]]:
    """Sums that no time ends, beside sums of another table for the same rows that end at the time of each row."""
    ended = {one.detail["table"] for one in tallies if one.detail["ended"]}
    said = set[str]()
    for act in tallies:
        for beside in tallies:
            ends = {
                origin for origin in beside.detail["ended"] - act.detail["met"] if origin[1] in when.cuts
                and beside.detail["anchors"] == act.detail["anchors"] and act.detail["met"] < act.detail["anchors"]
            }  # fmt: skip
            if ends and act.detail["met"] and act.detail["table"] not in ended | said:
                said.add(act.detail["table"])
                yield act, beside, min(ends)[1]


def _open_ended(flow: Flow, fit: Act, act: Act, beside: Act, end: str) -> Finding:
    words = Words(
        title=f"{act.words}, with no end at the time of prediction",
        issue=f"Rows of {beside.detail['table']} are summed up to {end}, these are not: what happens after {end} is "
        "counted too, and in production those rows do not exist yet.",
        fix=f"Count only rows before {end}, as is done for {beside.detail['table']}.",
    )
    trace = [*loaded(flow, act.rows), step(flow, act, f"{act.words} here"),
             step(flow, beside, f"{beside.words} end at {end} here"),
             step(flow, fit, f"trained here ({fit.words})")]  # fmt: skip
    return finding(flow, CARD, act.place, words, trace, severity=Severity.MEDIUM)


def _beyond(flow: Flow, act: Act, when: Predicted) -> tuple[str, list[Step], Severity, Confidence] | None:
    """Why the aggregate reaches too far, what shows it, and how sure that is."""
    for moment, label in when.after:
        shared = moment in act.detail["lowers"] and moment in label.detail.get("lowers", ())
        if not shared and reaches_beyond(act.detail, moment):
            since = moment.origin[1] if not moment.origin[1].startswith("?") else "a given time"
            return (
                f"The label looks at what happens from {since} on.",
                [step(flow, label, f"the label begins at {since} here")], CARD.severity, CARD.confidence,
            )  # fmt: skip
    times = {name for _table, name in act.detail["times"]}
    if not when.cuts or not times or not act.detail["keys"] or act.detail["uppers"]:
        return None
    if own := when.cuts & times:
        return f"The rows are cut by {min(own)}.", [], CARD.severity, CARD.confidence
    if times - when.cuts:
        why = f"The rows are cut by {min(when.cuts)}, what is summed up has times of its own ({min(times)})."
        return why, [], Severity.MEDIUM, CARD.confidence
    return None
