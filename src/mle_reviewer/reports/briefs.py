"""A hand-off brief as Markdown: what to look at, where, why, and the questions to answer."""

from __future__ import annotations

from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.lane import LANES
from mle_reviewer.reports.markdown import code, prose


def brief_as_markdown(brief: Brief) -> str:
    """The brief, ready to be handed on."""
    lines = [
        f"# {brief.lane}",
        "",
        f"For {prose(LANES.get(brief.lane, ''))}.",
        "",
        f"Why: {prose(brief.why)}.",
        "",
        "## Look at",
        "",
        *(f"- {code(str(step.at))} {prose(step.says)}" for step in brief.look),
        "",
        "## Answer, each with the place that shows it",
        "",
        *(f"{number}. {prose(question)}" for number, question in enumerate(brief.questions, start=1)),
        "",
    ]
    return "\n".join(lines)
