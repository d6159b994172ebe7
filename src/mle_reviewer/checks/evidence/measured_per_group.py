"""EP3: whether figures are worked out for groups of examples, with how many rows, and where they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from mle_reviewer.checks.speaking import Spoken, at_step, by_signs, without_models
from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer, Evidence
from mle_reviewer.knowledge.measures import words
from mle_reviewer.program.prose.page import Section, Table
from mle_reviewer.sources.location import Location
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.gating.held import keys_of, reports
from mle_reviewer.system.questions.measuring.figures import is_figure
from mle_reviewer.system.questions.measuring.slices import OF_GROUPS, Sliced, in_notebooks, sliced
from mle_reviewer.system.questions.pages.notes import pages
from mle_reviewer.system.system import System
from mle_reviewer.system.tiers import tier

ITEM = "EP3"
_KEYS = OF_GROUPS | {"by_group", "groups", "by_segment", "by_slice", "by_cohort", "per_group", "per_segment"}
_TITLES = OF_GROUPS | {
    "segmented",
    "sliced",
    "stratified",
    "fairness",
    "demographic",
    "subpopulations",
    "disaggregated",
}
# What a table names in its first column without being groups of examples.
_NO_GROUPS = frozenset({
    "model", "models", "metric", "metrics", "split", "fold", "class", "label", "threshold", "experiment", "run",
    "algorithm", "estimator", "version", "set", "dataset", "feature",
})  # fmt: skip
_FILES = (".csv", ".json", ".parquet", ".html")
_FIGURES = frozenset({"error", "errors", "metrics", "performance", "evaluation"})
_MOST = 4


def answer(system: System) -> Answer:
    """Tools of slices, figures that code works out for each group, and reports with figures per group."""
    reason = without_models(system)
    if reason:
        return Answer(ITEM, reason=reason)
    tools = by_signs(system, ITEM, system.signed("slice-metrics"), "figures per group")
    how = system.reached.how
    places = sorted(sliced(system), key=lambda one: (how(one.routine) is None, one.alone, not one.counted))
    places = [one for one in places if not one.alone] or places  # a part cut out is none of the groups beside it
    worked = _said(system, places[:_MOST])
    shown = tuple(_shown(system))
    alone = not (tools or worked)
    drafts = in_notebooks(system)[:2] if alone else ()
    noted = tuple(evidence(ITEM, system.at(one.routine, one.pos), f"a notebook: {_says(one)}") for one in drafts)
    found = tools + worked if tools.started or not worked.started else worked + tools
    return Answer(
        ITEM,
        evidence=(*found.evidence, *shown[:_MOST], *noted),
        missing=_missing(found, places, tools=tools.started, shown=bool(shown)),
        looked_for="metrics per group of examples: tools of slices, metrics in loops over groups and of masked rows, "
        "errors averaged by group, reports and tables with slices",
        next_step="Work out the main metric for each value of one column that matters, with how many rows there are.",
    )


def _said(system: System, places: list[Sliced]) -> Spoken:
    found = Spoken()
    for one in places:
        found += at_step(system, ITEM, one.routine, one.pos, _says(one))
    return found


def _says(one: Sliced) -> str:
    if one.alone:
        return "metrics are worked out for a part of the rows"
    return "metrics are worked out for each group" + (f" (`{one.by}`)" if one.by else "")


def _missing(found: Spoken, places: list[Sliced], *, tools: bool, shown: bool) -> tuple[str, ...]:
    """What is open: whether it runs, how many rows there are, and a report of them."""
    if found.missing:
        return found.missing
    if not found:
        return ("code that is run and works them out",) if shown else ("code outside of notebooks",)
    if tools:
        return ()
    open_ = ["figures for every value of a column"] if all(one.alone for one in places) else []
    open_ += [] if any(one.counted for one in places) else ["how many rows stand behind each of them"]
    return (*open_, *(() if shown else ("a report in the repository that shows them",)))


def _shown(system: System) -> Iterator[Evidence]:
    """Reports, tables of notes and kept files that hold figures of groups."""
    for one in reports(system):
        for key, inner in keys_of(one.entry):
            if key.lower() in _KEYS and isinstance(inner.value, (dict, list)):
                yield evidence(ITEM, one.place(inner), f"the report holds figures per group under `{key}`")
    for path, page in pages(system):
        for section in page.sections:
            for table in section.tables:
                if _of_groups(section, table):
                    yield evidence(ITEM, location(path, table.line), "a table holds figures for each group")
    for path in system.paths:
        if path.endswith(_FILES) and tier(path) not in {"test", "example", "vendored"}:
            some = set(words(path.rpartition("/")[2]))
            if some & OF_GROUPS and some & _FIGURES:
                yield evidence(ITEM, Location(path, 1), "figures of groups are kept here")


def _of_groups(section: Section, table: Table) -> bool:
    """Whether rows are groups, by the heading of their names or of the section, and two columns or more are figures."""
    first = set(words(table.header[0])) if table.header else set[str]()
    titled = set(words(section.title)) & _TITLES and not first & _NO_GROUPS
    figures = [one for one in table.header[1:] if is_figure(one.replace("-", "_"))]
    enough = len(table.rows) > 1 and any(any(map(str.isdigit, cell)) for cell in table.rows[0].cells[1:])
    return bool((first & OF_GROUPS or titled) and figures and enough)
