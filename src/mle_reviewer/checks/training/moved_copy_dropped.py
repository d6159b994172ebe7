"""A tensor is moved to a device or made another type, and what that gives is dropped: the tensor stays as it was."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.code.meaning import Thing
from mle_reviewer.system.code.terms import UNKNOWN, Call, Element, Result, Term
from mle_reviewer.system.courses.forms import Forms
from mle_reviewer.system.questions.learning.dropped import kept
from mle_reviewer.system.system import System

CARD = Card(
    area="TR",
    title="Moved copy dropped",
    items=(),
    severity=Severity.MEDIUM,
    risk="other",
    sees="system",
    lane="pytorch-build-resolver",
)


def find(system: System) -> Iterator[Finding]:
    """Calls on tensors whose only effect is what they give back, where nothing takes that."""
    forms = Forms(system.indexed, system.conventions)
    for routine in system.taught():
        shown = routine.path.endswith(".ipynb") and routine.function < 0  # what ends a cell is shown
        for call in routine.calls() if not shown else ():
            if call.used or call.method is None:
                continue
            form = forms.of(call, routine.path)
            if (
                form is None
                or form.sign != "passed"
                or not (_known(forms, call) or _of_batch(system, forms, call.callee))
            ):
                continue
            use = kept(system, forms, routine, call)
            if use is None:
                continue
            at = system.at(routine, call.pos)
            after = (
                "The old one, where it lay before, is used below beside what was moved: where that is a GPU, the step "
                "stops with an error."
                if use.beside
                else "The old one is used below, as it was before."
            )
            words = Words(
                title=f"`.{call.method}()` changes nothing here",
                issue="Unlike a network, a tensor is not moved or converted in place: the call gives a new one, which "
                f"nothing takes. {after}",
                fix=f"Bind what it gives: `x = x.{call.method}(…)`.",
            )
            trace = [
                Step(at, "gives a new tensor, which nothing takes"),
                Step(system.at(routine, use.pos), "the old one is used"),
            ]
            yield stated(CARD, at, words, trace, context=system.source(routine, call.pos))


def _known(forms: Forms, call: Call) -> bool:
    """Whether what is called on is known to be a tensor."""
    return not any(name.startswith("?") for name in forms.world.names(call))


def _of_batch(system: System, forms: Forms, term: Term) -> bool:
    """Whether a term is one of several that each batch of a loader is unpacked into."""
    return isinstance(term, Element) and term.place is not None and _is_batch(system, forms, term.of)


def _is_batch(system: System, forms: Forms, term: Term) -> bool:
    """Whether a term is one batch of a loader, numbered or not."""
    if not isinstance(term, Element):
        return False
    numbered = term.place == 1 and isinstance(term.of, Element)
    of = term.of.of if numbered and isinstance(term.of, Element) else term.of
    while isinstance(of, Result) and (form := forms.of(of.call, "")) is not None and form.sign == "goes-through":
        if form.word("numbered") and not numbered:
            return False
        numbered = numbered and not form.word("numbered")
        of = of.call.args[0] if of.call.args else UNKNOWN
    things = system.indexed.things(of) if not numbered else ()
    known = [system.table.find_class(one.path) for one in things if isinstance(one, Thing) and one.made]
    return bool(known) and len(known) == len(things) and all(one is not None and one.role == "loader" for one in known)
