"""A loader is made with two orders at once, which it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.terms import Const, Result
from mle_reviewer.system.courses.forms import Form, Forms
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Loader that contradicts itself",
    items=(),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="pytorch-build-resolver",
)

_BESIDE: Final = {"shuffle": "shuffle", "sampler": "sampler", "whole": "drop_last", "size": "batch_size"}


def find(system: System) -> Iterator[Finding]:
    """Loaders that are given a sampler and told to shuffle, or batches of their own and a word on batches."""
    forms = Forms(system.indexed, system.conventions)
    for routine in system.taught():
        for call in routine.calls():
            form = forms.made(Result(call), routine.path)
            both = _both(form) if form is not None and form.sign == "batches" else None
            if both is None:
                continue
            at = system.at(routine, call.pos)
            words = Words(
                title=f"`{both[0]}` and `{both[1]}` exclude each other",
                issue="The loader refuses to be made: the program stops here with an error.",
                fix=f"Leave out `{both[1]}`; the order, or the batches, are those of `{both[0]}`.",
            )
            yield stated(CARD, at, words, [Step(at, "is given both")], context=system.source(routine, call.pos))


def _both(form: Form) -> tuple[str, str] | None:
    """Two arguments of a loader that exclude each other, where both are given for certain."""
    if form.call.starred or any(name is None for name, _ in form.call.kwargs):
        return None
    if _made(form, "sampler") and _true(form, "shuffle"):
        return "sampler", "shuffle"
    if _made(form, "batch_sampler"):
        for slot, name in _BESIDE.items():
            one = form.given(slot)
            number = (
                isinstance(one, Const)
                and isinstance(one.value, int)
                and not isinstance(one.value, bool)
                and one.value != 1
            )
            if _true(form, slot) or _made(form, slot) or (slot == "size" and number):
                return "batch_sampler", name
    return None


def _made(form: Form, slot: str) -> bool:
    """Whether a sampler is made for it: what only comes from somewhere may be None."""
    return isinstance(form.given(slot), Result)


def _true(form: Form, slot: str) -> bool:
    one = form.given(slot)
    return isinstance(one, Const) and one.value is True
