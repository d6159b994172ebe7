"""A request to another service on the prediction path waits for as long as that service likes."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, place, stated, step_at
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.costing.unattended import timed, unattended
from mle_reviewer.system.questions.costing.unlimited import in_service, kept, never_ends, never_made, waited_for
from mle_reviewer.system.questions.serving.development import served_for_development
from mle_reviewer.system.questions.serving.hosts import one_shot, perhaps_no_address, stays_here
from mle_reviewer.system.signs import Sign
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import beside, tier

CARD = Card(
    area="SD",
    title="Request without a timeout",
    items=("SD4",),
    severity=Severity.LOW,
    risk="unsafe serving",
    sees="system",
    lane="performance-optimizer",
    read=(59, 70),
)

_SHOWN = 10  # further calls


def find(system: System) -> Iterator[Finding]:
    """Calls of clients that never give up by themselves, given no timeout, in code that runs while nobody looks.

    Only while somebody waits for a prediction is it more than a note, told for each document. Whoever leaves one
    timeout out leaves out the next: one note speaks for all documents of a program. Who types a command sees it hang,
    and so does who fetches once what is then kept as a file; and what is given a time by whatever starts it, a job or
    a function that a platform calls, does not hang for good.
    """
    some = [
        one
        for one in system.signed("http-call")
        if never_ends(one)
        and not never_made(one)
        and tier(one.path) == "code"
        and unattended(system, one.routine)
        and not timed(system, one.routine)
        and not stays_here(system, one)
    ]
    waiting = waited_for(system) if some else {}
    asked: dict[str, list[Sign]] = {}
    noted: dict[str, list[Sign]] = {}
    for one in some:
        if id(one.call) in waiting:
            asked.setdefault(one.path, []).append(one)
        elif not (_ends_otherwise(system, one) or (kept(system, one) and not in_service(system, one))):
            noted.setdefault(one.path.partition("/")[0], []).append(one)
    for signs in asked.values():
        yield _finding(system, signs[0], waiting[id(signs[0].call)], signs[1:])
    for signs in noted.values():
        first = next((one for one in signs if in_service(system, one)), signs[0])
        rest = [one for one in signs if one is not first]
        yield _finding(system, first, None, sorted(rest, key=lambda one: _again(rest, one)))


def _ends_otherwise(system: System, one: Sign) -> bool:
    """Whether a person ends what hangs; or it is asked of no service at all."""
    return beside(one.path) or one_shot(system, one) or perhaps_no_address(one)


def _again(signs: list[Sign], one: Sign) -> bool:
    """Whether a document was named already: what shows where else comes first."""
    return next(other for other in signs if other.path == one.path) is not one


def _finding(system: System, sign: Sign, way: tuple[Step, ...] | None, others: list[Sign]) -> Finding:
    served = way is not None or in_service(system, sign)
    # Some servers end a worker that is silent for too long, others never do.
    hangs = "the job hangs with it, and nothing tells."
    if served:
        hangs = "each request that asks it holds a worker until something else ends it; a few leave none for others."
    words = Words(
        title="The request waits without limit when the other service hangs",
        issue=f"`{sign.name}` has no timeout: while the other service does not answer, {hangs}",
        fix="Pass `timeout=` (seconds to connect and to read) and decide what is done when it runs out.",
    )
    trace = [*(way or ()), step_at(system, sign, f"asked without a timeout ({sign.name})")]
    trace += [step_at(system, one, f"so is this ({one.name})") for one in others[:_SHOWN]]
    context = system.source(sign.routine, sign.pos)
    severity = Severity.MEDIUM if way else CARD.severity
    # A job may be given its time by what starts it, or stand before somebody's eyes; a server that takes a thread for
    # each request runs out of nothing: that is seen less often.
    sure = way is not None or (served and not served_for_development(system))
    confidence = CARD.confidence if sure else Confidence.LOW
    return stated(CARD, place(system, sign), words, trace, context=context, severity=severity, confidence=confidence)
