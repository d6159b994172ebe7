"""Settings, or the state that is kept, are chosen by a figure that is called one of the test part."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Confidence, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.measuring.kept_out import part_of
from mle_reviewer.system.questions.measuring.selecting import selections
from mle_reviewer.system.system import System

CARD = Card(
    area="EP",
    title="A search goes by a figure of the test part",
    items=("EP5",),
    severity=Severity.MEDIUM,
    risk="weak eval",
    confidence=Confidence.MEDIUM,
    sees="system",
)


def find(system: System) -> Iterator[Finding]:
    """Declared searches, and callbacks that keep the best state, by a figure with the name of the test part."""
    for one in system.manifests.get("search", ()):
        metric = one.text("metric")
        if part_of(metric) == "test":
            at = one.place(one.one("metric"))
            trace = [Step(at, f"the search goes by `{metric}`")]
            words = _words(metric, "Settings are searched by")
            yield stated(CARD, at, words, trace, context=f"search by {metric} in {one.path}")
    for chosen in selections(system):
        if part_of(chosen.spelled) == "test":
            at = system.at(chosen.routine, chosen.call.pos)
            trace = [Step(at, f"`{chosen.by}` goes by `{chosen.spelled}`")]
            words = _words(chosen.spelled, "What is kept of training is chosen by")
            yield stated(CARD, at, words, trace, context=system.source(chosen.routine, chosen.call.pos))


def _words(metric: str, what: str) -> Words:
    return Words(
        title=f"{what} `{metric}`",
        issue="The best of many tries on the test rows is too good by construction: what is reported of these rows "
        "afterwards is better than what new rows will give.",
        fix="Let the search go by a figure of a validation part, and score the test rows once, in the end.",
    )
