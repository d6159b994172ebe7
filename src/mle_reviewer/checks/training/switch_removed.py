"""A change takes away what put a network into evaluation mode, kept no gradients, or cleared them, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.changed import Systems
from mle_reviewer.system.questions.changes.guards import Lost, lost_switches

CARD = Card(
    area="TR",
    title="Switch of a network removed",
    items=("EP1", "SD4"),
    severity=Severity.MEDIUM,
    risk="weak eval",
    sees="systems",
)
_WORDS: Final = {
    "evaluation": Words(
        title="`{what}` is no longer put into evaluation mode here",
        issue="It is still asked for answers: with dropout or batch statistics in it they are random, or depend on "
        "what else is in the batch, whenever it comes here in training mode.",
        fix="Keep `eval()` before it is asked, or show where it is put into that mode from now on.",
    ),
    "no-grad": Words(
        title="Answers of `{what}` are computed with all that gradients need again",
        issue="Nothing here computes gradients, and everything they would need is kept: memory of a training step for "
        "an answer, which grows where answers are gathered.",
        fix="Keep `torch.no_grad()` (or `torch.inference_mode()`) around it.",
    ),
    "zero-grad": Words(
        title="The gradients of `{what}` are no longer cleared",
        issue="PyTorch adds gradients up until they are cleared, and the optimizer still steps: each step follows the "
        "batches before it as well, so the training diverges or learns something else.",
        fix="Keep `zero_grad()` once in each round, before `backward()` or right after `step()`.",
    ),
}
_STOOD: Final = {"evaluation": "put into evaluation mode before", "no-grad": "no gradients kept before"}
_GOES_ON: Final = {
    "evaluation": "still asked here",
    "no-grad": "still computed here",
    "zero-grad": "still stepped here",
}


def find(systems: Systems) -> Iterator[Finding]:
    """Functions of both sides that lose such a switch, while fewer of them stand in the changed files altogether."""
    for lost in lost_switches(systems):
        words = _WORDS[lost.kind]
        at = systems.after.at(lost.new, lost.goes_on.pos)
        trace = [
            Step(systems.before.at(lost.old, lost.stood.pos), _STOOD.get(lost.kind, "cleared before")),
            Step(at, _GOES_ON[lost.kind]),
        ]
        said = Words(words.title.format(what=lost.what), words.issue, words.fix)
        yield stated(CARD, at, said, trace, context=_context(lost))


def _context(lost: Lost) -> str:
    return f"{lost.kind} of {lost.what} removed in {lost.new.name}"
