"""What a caller sent is written to the log of the service as a whole, or with fields that name a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Attr, Call, Item, Param
from mle_reviewer.system.questions.answering.flowing import Flowing
from mle_reviewer.system.questions.answering.predicting import Asked, Path, predictions
from mle_reviewer.system.questions.recording.written_out import logs, written_out
from mle_reviewer.system.questions.serving.sending import fields_sent
from mle_reviewer.system.system import System

CARD = Card(
    area="MI",
    title="Request written to the log",
    items=("MI2", "DL5", "CB9"),
    severity=Severity.HIGH,
    risk="missing monitoring",
    sees="system",
    security=True,
    lane="security-reviewer",
    read=(4, 6),
)
PERSONAL: Final = re.compile(
    r"^(?:e_?mail(?:_?address)?|phone(?:_?number)?|mobile(?:_?number)?|ssn|social_?security(?:_?number)?|passport(?:_?"
    r"(?:no|number))?|iban|card_?(?:no|number)|credit_?card(?:_?number)?|(?:first|last|full|family)_?name|surname|date_?of_?"
    r"birth|dob|birth_?date|(?:home|street|postal|mailing)_?address|national_?id|tax_?id|medical_?record_?number|mrn)$"
)


def find(system: System) -> Iterator[Finding]:
    """Log calls on the way of a request that are given the request, or a field of it that names a person."""
    seen: set[int] = set()
    said: list[tuple[Path, Asked, str, bool]] = []
    for path in predictions(system):
        flowing = Flowing(system, path)
        for asked in path.calls:
            if id(asked.call) in seen or not logs(system, asked.call):
                continue
            seen.add(id(asked.call))
            found = _sent(system, flowing, asked.call)
            if found is not None:
                what, personal = found
                said.append((path, asked, what, personal))
    for some in by_cause(said, lambda each: (each[1].routine.path, each[3])):
        yield _finding(system, some)


def _sent(system: System, flowing: Flowing, call: Call) -> tuple[str, bool] | None:
    """What of a request a log call is given: in words, and whether it names a person."""
    whole = ""
    for one in written_out(call):
        name = flowing.field(one)
        if name and PERSONAL.match(name.lower()):
            return f"`{name}` of the request", True
        sent = flowing.whole(one)
        if sent is None or isinstance(one, (Attr, Item)):
            continue
        fields = fields_sent(system, flowing, one)
        personal = sorted(field for field in fields if PERSONAL.match(field.lower()))
        if personal:
            return f"the whole request, with {', '.join(f'`{field}`' for field in personal[:3])}", True
        if not fields and not isinstance(one, Param):  # fields that are known and name nobody are measurements
            whole = "the whole request"
    return (whole, False) if whole else None


def _finding(system: System, some: list[tuple[Path, Asked, str, bool]]) -> Finding:
    """One finding for a document: whoever logs one request so logs the next one so."""
    path, asked, what, personal = some[0]
    at = system.at(asked.routine, asked.call.pos)
    words = Words(
        title="What the caller sent is written to the log" if not personal else "Personal data of a request is logged",
        issue=f"The log is given {what}. Logs are copied, searched and kept by other people and for longer than the "
        "features themselves, and nothing there deletes or masks a field.",
        fix="Log an id of the request and the version of the model, and keep features, masked, where access and "
        "retention are settled.",
    )
    trace = [*path.way(asked.entered), Step(at, f"the log is given {what}")]
    trace += again(
        (system.at(more.routine, more.call.pos), f"the log is given {other}")
        for _way, more, other, _personal in some[1:]
    )
    severity = Severity.HIGH if personal else Severity.MEDIUM
    return stated(CARD, at, words, trace, context=system.source(asked.routine, asked.call.pos), severity=severity)
