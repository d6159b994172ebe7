"""What was looked at in notebooks is said in one line."""

from __future__ import annotations

from mle_reviewer.findings.notebooks import BookSeen, notebooks_statement


def test_the_statement_counts_what_there_was_to_look_at() -> None:
    seen = [
        BookSeen("a.ipynb", cells=4, ran=4, outputs=3, errors=1, in_order=False),
        BookSeen("b.ipynb", cells=2, ran=2, outputs=2),
        BookSeen("c.ipynb", cells=2),
        BookSeen("d.ipynb", read=False),
    ]
    assert notebooks_statement(seen) == (
        "3 notebooks looked at without running; 2 with saved outputs; 2 with execution counts, 1 of them from top to "
        "bottom; 1 with errors in the outputs"
    )


def test_no_notebooks_are_nothing_to_say_and_one_is_one() -> None:
    assert notebooks_statement([]) == ""
    assert notebooks_statement([BookSeen("a.ipynb", read=False)]) == "no notebook that could be read"
    assert notebooks_statement([BookSeen("a.ipynb")]).startswith("1 notebook looked at without running; 0 with saved")
