"""A report shows two states of a model, and that a group got worse while the others or the whole got better."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.pages.notes import pages
from mle_reviewer.system.questions.pages.two_states import Shown, shown
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="A report shows a group that got worse",
    items=("EP3", "CB3"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.MEDIUM,
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """One group a page: the one that lost most."""
    for path, page in pages(system):
        some = [*shown(path, page)]
        if some:
            yield _finding(max(some, key=lambda one: one.what.weight))


def _finding(one: Shown) -> Finding:
    group, whole = one.what.group, one.what.whole
    name = group.after.group
    went = f"{group.before.value:g} to {group.after.value:g}"
    gained = "the mean over the groups gets better" if whole is None else (
        f"that of everything goes from {whole.before.value:g} to {whole.after.value:g}"
    )  # fmt: skip
    words = Words(
        title=f"The report shows that {group.measure.name} of `{name}` got worse",
        issue=f"From “{one.earlier}” to “{one.later}” it goes from {went}, while {gained}. The later state is "
        "told as an improvement; for this group it is none.",
        fix=f"Say beside the table what is decided for `{name}`: who accepts the loss, or what has to be mended before "
        "the later state goes into use; and hold the group to a limit in the evaluation.",
    )
    at = location(one.path, group.after.line)
    trace = [
        Step(location(one.path, group.before.line), f"{one.earlier}: {group.before.value:g}"),
        Step(at, f"{one.later}: {group.after.value:g}"),
    ]
    if whole is not None:
        trace.append(Step(location(one.path, whole.after.line), f"everything: {whole.after.value:g}"))
    return stated(CARD, at, words, trace, context=f"{group.measure.name} of {name} {one.earlier} {one.later}")
