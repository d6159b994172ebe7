"""A plain formula of columns is worked out row by row in Python, though columns could be reckoned with as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.recurring import again, by_cause
from mle_reviewer.checks.stating import Words, stated
from mle_reviewer.findings.card import Card, Severity
from mle_reviewer.findings.finding import Finding, Step
from mle_reviewer.system.questions.answering.predicting import predictions
from mle_reviewer.system.questions.costing.formula_of_row import fields
from mle_reviewer.system.questions.costing.rounds import Round, few, rounds, whole
from mle_reviewer.system.questions.costing.sizes import large, small
from mle_reviewer.system.questions.costing.worth import feeds, repeated
from mle_reviewer.system.system import System

CARD = Card(
    area="DL",
    title="Computed row by row",
    items=(),  # features that take long to build: no item of the checklist asks for that
    severity=Severity.LOW,
    risk="other",
    sees="system",
    may_block=False,
    lane="performance-optimizer",
)


def find(system: System) -> Iterator[Finding]:
    """Formulas of the fields of a row alone, for very many rows that models learn from or score, or part for part.

    Of a table that nothing says the size of nobody knows whether a second or an hour is lost: nothing is said of it.
    """
    asked = {key for path in predictions(system) for key in path.among}
    found: list[tuple[Round, set[str]]] = []
    for routine in system.routines("code"):
        if (routine.path, routine.function) in asked:
            continue
        for one in rounds(system, routine):
            if few(system, one.over) or not (of := fields(system, one)) or small(system, whole(system, one)):
                continue
            if repeated(system, one) or (large(system, whole(system, one)) and feeds(system, one)):
                found.append((one, of))
    # Whoever writes one so writes the next one so: it is told once for a document.
    for some in by_cause(found, lambda each: each[0].starts.path):
        yield _finding(system, some)


def _finding(system: System, some: list[tuple[Round, set[str]]]) -> Finding:
    one, of = some[0]
    at = system.at(one.starts, one.pos)
    named = ", ".join(f"`{name}`" for name in sorted(of)[:4])
    others = f" The same is done in {len(some) - 1} more places of this file." if len(some) > 1 else ""
    words = Words(
        title="A formula of columns is worked out row by row",
        issue=f"Each row is made an object and the formula of {named} is run in Python for it: about a hundred times "
        f"slower than the same on whole columns, which shows as soon as there are a few hundred thousand rows.{others}",
        fix="Write the formula on the columns: `table[a] / table[b]`, with `numpy.where` or `numpy.select` for cases.",
    )
    trace = [Step(at, "goes through the rows here")]
    if one.loop is None:
        trace.append(Step(system.at(one.routine, one.routine.pos), "a formula of the row's fields alone"))
    trace += again((system.at(more.starts, more.pos), "goes through the rows") for more, _of in some[1:])
    return stated(CARD, at, words, trace, context=system.source(one.starts, one.pos))
