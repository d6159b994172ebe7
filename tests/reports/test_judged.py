"""A report says whose reading its verdicts are."""

from __future__ import annotations

from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.reports.contract import as_record
from mle_reviewer.reports.markdown import as_markdown
from mle_reviewer.reports.text import as_text
from tests.reports.sample import made

READ = Verdict("TR5", "partial", (), says="half", judged_by="some-model", recognised="violated")
OTHER = Verdict("SD5", "no-evidence", (), says="nothing")


def test_the_checklist_says_so_in_every_form() -> None:
    review = made(ledger=(READ, OTHER))
    for text in (as_text(review), as_markdown(review)):
        assert "1 of 2 verdicts are the reading of some-model, 1 of them other than what was recognised" in text
        assert "it does not see the faults found for TR5, which stand" in text
    assert [one["judged"] for one in as_record(review)["ledger"]] == [
        {"by": "some-model", "recognised": "violated"},
        None,
    ]


def test_without_a_judge_nothing_is_said() -> None:
    assert "reading of" not in as_text(made(ledger=(OTHER,)))
