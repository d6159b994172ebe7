"""The one door out of a review: any format, and always through the redactor."""

from __future__ import annotations

from typing import Final

from mle_reviewer.findings.redact import redacted
from mle_reviewer.findings.review import Review
from mle_reviewer.reports.rule import Described, undescribed

FORMATS: Final = ("text", "markdown", "json", "sarif", "github", "gitlab")


def rendered(review: Review, form: str, *, colour: bool = False, described: Described = undescribed) -> str:
    """The review in one of FORMATS; `described` knows the checks that it names."""
    if form == "json":
        from mle_reviewer.reports.contract import as_json

        return redacted(as_json(review))
    if form == "sarif":
        from mle_reviewer.reports.sarif import as_sarif

        return redacted(as_sarif(review, described))
    if form == "github":
        from mle_reviewer.reports.annotations import as_github

        return redacted(as_github(review))
    if form == "gitlab":
        from mle_reviewer.reports.gitlab import as_gitlab

        return redacted(as_gitlab(review))
    if form == "markdown":
        from mle_reviewer.reports.markdown import as_markdown

        return redacted(as_markdown(review))
    from mle_reviewer.reports.text import as_text

    return redacted(as_text(review, colour=colour))
