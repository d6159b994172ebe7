"""EP3: whether figures are worked out for groups of examples."""

from __future__ import annotations

from mle_reviewer.checks.speaking import at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.system.questions.held import keys_of, reports
from mle_reviewer.system.questions.measured import figures_of_rows, grouped
from mle_reviewer.system.system import System

ITEM = "EP3"
_GROUPS = frozenset({"slices", "slice", "by_group", "groups", "segments", "cohorts", "subgroups", "by_segment"})


def answer(system: System) -> Answer:
    """Tools of slices, metrics in loops over groups, and reports with figures per group."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    found = by_signs(system, ITEM, system.signed("slice-metrics"), "figures per group")
    places = [*grouped(system), *(figures_of_rows(system) if not grouped(system) else ())]
    for routine, pos in sorted(places, key=lambda one: system.reached.how(one[0]) is None):
        found += at_step(system, ITEM, routine, pos, "metrics are worked out for each group")
    reported = tuple(
        evidence(ITEM, one.place(inner), f"the report holds figures per group under `{key}`")
        for one in reports(system)
        for key, inner in keys_of(one.entry)
        if key.lower() in _GROUPS and isinstance(inner.value, (dict, list))
    )
    return Answer(
        ITEM,
        evidence=(*found.evidence, *reported),
        missing=() if reported else found.missing,
        looked_for="metrics per group of examples: tools of slices, metrics in loops over groups, reports with slices",
        next_step="Work out the main metric for each value of one column that matters, with how many rows there are.",
    )
