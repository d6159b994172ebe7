"""A reader is told to leave out the rows that it cannot read, and nobody counts them before a model learns."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Result
from mle_reviewer.system.questions.skipping.becoming import Becoming
from mle_reviewer.system.questions.skipping.options import said
from mle_reviewer.system.questions.skipping.reaching import Reached, counted, reached
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Rows that cannot be read are skipped",
    items=("DL4",),
    severity=Severity.MEDIUM,
    risk="irreproducible training",
    lane="silent-failure-hunter",
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Readers told to skip, whose rows come to something that matters."""
    seen: set[tuple[str, int]] = set()
    for sign in system.signed("skip-rows"):
        how = said(sign)
        if how is None:
            continue
        terms = [one for one, _ in sign.routine.spoken() if isinstance(one, Result) and one.call is sign.call]
        becoming = Becoming(system, sign.routine, tuple(terms)).follow()
        found = None if counted(system, becoming) else reached(system, becoming)
        at = place(system, sign)
        if found is not None and (at.path, at.line) not in seen:
            seen.add((at.path, at.line))
            yield _finding(system, sign, how, found)


def _finding(system: System, sign: Sign, how: str, found: Reached) -> Finding:
    words = Words(
        title="Rows that cannot be read are left out without a count",
        issue=f"With `{how}`, a row with a wrong number of fields, a quote that stays open or a type that does not fit "
        f"is gone without a word. {found.matter.says[:1].upper()}{found.matter.says[1:]} from the rest: when a "
        "separator or a column changes at the source, most rows may be missing and the run stays green.",
        fix="Have the reader raise, or keep what it refuses (a callable that counts, a column of corrupt records), and "
        "stop where it is more than a stated share.",
    )
    trace = [
        step_at(system, sign, f"what cannot be read is skipped ({how})"),
        Step(system.at(found.routine, found.call.pos), f"{found.matter.says} from the rest"),
    ]
    return stated(CARD, place(system, sign), words, trace, context=system.source(sign.routine, sign.pos))
