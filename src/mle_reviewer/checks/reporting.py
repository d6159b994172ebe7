"""How a check says what it found: the trace of a trial, and a finding made from a card."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.checks import switched, tested
from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.findings.words import counted
from mle_reviewer.flow.facts.acts import Act, Place
from mle_reviewer.flow.facts.rows import Rows
from mle_reviewer.flow.facts.switch import Switch
from mle_reviewer.flow.machine.following import Flow
from mle_reviewer.flow.questions.trials import Trial, handed_over, splits_of

_MOST_OTHERS: Final = 8  # places that a finding names beside its own


@dataclass(frozen=True, slots=True)
class Words:
    """What a finding says: title, what goes wrong in production, and the fix."""

    title: str
    issue: str
    fix: str


def finding(
    flow: Flow,
    card: Card,
    at: Place,
    words: Words,
    trace: list[Step],
    *,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
    tags: tuple[str, ...] | None = None,
    off: Switch | None = None,
) -> Finding:
    """A finding of the check that `card` describes, which settings may switch `off`; the registry fills in its id."""
    marked = tags if tags is not None else card.tags
    graded, said = tested.bound(severity if severity is not None else card.severity, marked, trace)
    graded, more = switched.bound(graded, trace, off)
    return Finding(
        check="",
        area=card.area,
        severity=graded,
        confidence=confidence if confidence is not None else card.confidence,
        risk=card.risk,
        items=card.items,
        tags=marked,
        at=flow.locate(at),
        title=words.title,
        issue=words.issue + said + more,
        fix=words.fix,
        trace=tuple(trace),
        context=flow.text(at),
        may_block=card.may_block,
    )


def step(flow: Flow, act: Act, says: str | None = None, near: Act | None = None) -> Step:
    """One step of a trace; of what happens in several documents, the place in the one where `near` happens."""
    place = act.place if near is None else flow.record.near(act, near.place.path)
    return Step(flow.locate(place), says or act.words, switched.said(act.off))


def loaded(flow: Flow, rows: Rows, near: Act | None = None) -> list[Step]:
    """Where rows come from; of what a program and a test read, the place in the program."""
    found = []
    for root in sorted({atom[0] for atom in rows}):
        act = flow.record.by_root.get(root)
        if act is None:
            continue
        place = act.place if near is None else flow.record.near(act, near.place.path)
        if tested.in_test(place.path):
            places = (act.place, *flow.record.repeated.get(act.number, ()))
            place = next((one for one in places if not tested.in_test(one.path)), place)
        found.append(Step(flow.locate(place), f"rows come from {act.words}"))
    return found[:3]


def trace(flow: Flow, trial: Trial, learned: Act | None = None, says: str | None = None) -> list[Step]:
    """The acts of a trial in order: loaded, learned, split, trained, judged."""
    acts: list[tuple[int, Step]] = []
    if learned is not None:
        acts.append((learned.number, step(flow, learned, says)))
        acts.extend(handed(flow, learned, trial.fit))
    split = splits_of(flow, trial)
    if split is not None:
        # Another split may be there instead, where settings switch this one off.
        acts.append((split.number, replace(step(flow, split, f"split here ({split.words})", trial.fit), unless="")))
    acts.append((trial.fit.number, step(flow, trial.fit, f"trained here ({trial.fit.words})")))
    if not trial.implied:
        acts.extend(handed(flow, trial.fit, trial.act))
        acts.append((trial.act.number, step(flow, trial.act, f"judged here ({trial.act.words})")))
    # A split outside the record (mask, slice) still separates; the words of the judged rows say so.
    ordered = list(dict.fromkeys(one for _number, one in sorted(acts, key=lambda pair: pair[0])))
    return [*loaded(flow, trial.rows, trial.fit), *ordered]


def handed(flow: Flow, carried: Act, to: Act) -> list[tuple[int, Step]]:
    """The steps, by number, through storage from what learned or trained to what uses it."""
    return [(act.number, replace(step(flow, act), unless="")) for act in handed_over(flow, carried, to)[:4]]


def once(findings: list[Finding]) -> list[Finding]:
    """The strongest finding at each place."""
    if not findings:
        return findings
    best: dict[tuple[str, int, int | None, int], Finding] = {}
    for one in findings:
        key = (one.at.path, one.at.line, one.at.cell, one.at.column)
        known = best.get(key)
        if known is None or (one.severity, one.confidence) > (known.severity, known.confidence):
            best[key] = one
    return list(best.values())


def of_one_cause(findings: list[Finding]) -> list[Finding]:
    """Findings that differ in their own place alone become one, at the first of the places, which names the others.

    Nine metrics of the same predictions are one fault: whoever mends it mends it once.
    """
    return [_with_the_others(alike) for alike in by_cause(findings, _cause)]


def of_one_document(findings: list[Finding], says: str) -> list[Finding]:
    """Findings of one document, equally grave, become one: the same step is missing at each of their places."""
    groups = by_cause(findings, lambda one: (one.check, one.at.path, one.severity, one.confidence))
    return [_at_so_many(first, others, says) for first, *others in groups]


def _at_so_many(first: Finding, others: list[Finding], says: str) -> Finding:
    if not others:
        return first
    title = f"{first.title}, and so at {counted(len(others), 'other place')}"
    return replace(first, title=title, trace=(*first.trace, *again((one.at, says) for one in others)))


def _cause(one: Finding) -> Hashable:
    way = tuple(each for each in one.trace if each.at != one.at)
    return one.check, one.severity, one.title, one.at.path, way


def _with_the_others(alike: list[Finding]) -> Finding:
    first, *others = sorted(alike, key=lambda one: (one.at.cell or 0, one.at.line, one.at.column))
    seen = {(first.at.cell, first.at.line)}
    more = []
    for one in others:
        if (one.at.cell, one.at.line) not in seen:
            seen.add((one.at.cell, one.at.line))
            own = next((each.says for each in one.trace if each.at == one.at), first.title)
            more.append((one.at, own))
    return replace(first, trace=(*first.trace, *again(more[:_MOST_OTHERS])))


__all__ = [
    "Words",
    "finding",
    "handed",
    "loaded",
    "of_one_cause",
    "of_one_document",
    "once",
    "replace",
    "step",
    "trace",
]
