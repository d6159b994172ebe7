"""Reports of two states of a model: columns side by side, tables under two headings, one row for each."""

from __future__ import annotations

from mle_reviewer.program.markdown import read_markdown
from mle_reviewer.sources.document import Document
from mle_reviewer.system.questions.pages.two_states import shown, states


def lost(text: str) -> list[tuple[str, int]]:
    page, _ = read_markdown(Document("report.md", "markdown", "", text.encode()))
    return [(one.what.group.after.group, one.what.group.after.line) for one in shown("report.md", page)]


def test_heads_speak_of_one_of_two_states():
    assert [states(one) for one in ("Before", "Candidate F1", "v2", "Before and after", "Region")] == [
        "earlier", "later", "later", "", "",
    ]  # fmt: skip


def test_columns_of_one_measure_stand_side_by_side():
    rows = "| Class | F1 (v1) | F1 (v2) |\n|---|---|---|\n| a | 0.7 | 0.9 |\n| b | 0.8 | 0.7 |\n"
    assert lost(rows) == [("b", 4)]
    assert not lost(rows.replace("(v2)", "(forest)"))
    assert not lost(rows.replace("Class", "Model"))


def test_the_heading_may_name_the_measure():
    rows = "# Per-class F1\n\n| Class | Old | New |\n|---|---|---|\n| a | 0.7 | 0.9 |\n| b | 0.8 | 0.7 |\n"
    assert lost(rows) == [("b", 6)]
    assert not lost(rows.replace("F1", "files"))


def test_a_row_may_name_measure_and_group():
    rows = "| Metric | Baseline | New |\n|---|---|---|\n| AUC | 0.8 | 0.9 |\n| AUC, women | 0.8 | 0.7 |\n"
    assert lost(rows) == [("women", 4)]
    assert not lost(rows.replace("women", "train"))


def test_tables_under_two_headings_are_paired_by_form():
    one = "| Group | Brier score |\n|---|---|\n| x | 0.2 |\n| y | 0.1 |\n"
    other = "| Group | Brier score |\n|---|---|\n| x | 0.1 |\n| y | 0.15 |\n"
    assert lost(f"# Before\n\n{one}\n# After\n\n{other}") == [("y", 13)]
    assert not lost(f"# Before\n\n{one}\n# Later on\n\n{other}")
