"""Design notes: which form a document has, and what counts as filled in."""

from __future__ import annotations

import pytest

from mle_reviewer.program.markdown import read_markdown
from mle_reviewer.sources.document import Document
from mle_reviewer.system.notes import Note, bare, kind_of_note, said

CARD = "## Intended use\n\nOrdering a queue.\n\n## Limitations\n\nTODO\n\n## Training data\n\nLoans.\n"
RECORD = "## Context\n\nx\n\n## Decision\n\ny\n\n## Consequences\n\nz\n"
BRIEF = "## 1. Problem\n\nx\n\n## 2. Goals\n\ny\n\n## 3. Open questions:\n\nz\n"


def note(path: str, text: str) -> Note | None:
    page, _ = read_markdown(Document(path, "markdown", "", text.encode()))
    kind = kind_of_note(path, page)
    return None if kind is None else Note(kind, path, page)


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("docs/iterations/0001.md", "---\ndecision: x\nprimary-metric: recall\n---\n", "iteration"),
        ("docs/x.md", "---\ndecision: x\ntitle: y\n---\n", None),
        ("MODEL_CARD.md", "## Metrics\n\nx\n", "model card"),
        ("docs/loans.md", CARD, "model card"),
        ("README.md", f"---\nlibrary_name: x\n---\n{CARD}", "model card"),
        ("README.md", CARD, "readme"),
        ("docs/adr/0001.md", "## Context\n\nx\n\n## Decision\n\ny\n", "decision record"),
        ("docs/0001.md", RECORD, "decision record"),
        ("docs/0001.md", "## Context\n\nx\n\n## Decision\n\ny\n", None),
        ("docs/prd.md", BRIEF, "brief"),
        ("docs/guide.md", "## Install\n\nx\n\n## Risks\n\ny\n", None),
        (".github/PULL_REQUEST_TEMPLATE.md", "## What\n", "template"),
        ("docs/model_card_template.md", CARD, "template"),
    ],
)
def test_the_form_of_a_document(path: str, text: str, kind: str | None) -> None:
    found = note(path, text)
    assert (found.kind if found else None) == kind


def test_placeholders_say_nothing() -> None:
    card = note("MODEL_CARD.md", CARD)
    assert card is not None
    assert [(one.name, one.text, one.at.line) for one in said([card], titles=("intended use", "limitations"))] == [
        ("Intended use", "Ordering a queue.", 1)
    ]
    assert [one.filled for one in card.sections("limitations")] == [False]


def test_fields_below_fields_are_found_whatever_joins_their_words() -> None:
    text = "---\ndecision: x\nmistake-budget:\n  fn: 450\n  fp: TODO\nassumptions: []\n---\n"
    made = note("docs/iterations/0001.md", text)
    assert made is not None
    found = list(made.fields("mistake_budget.fn", "mistake_budget.fp", "mistake_budget.latency", "assumptions"))
    assert [(one.name, one.text, one.at.line) for one in found] == [
        ("mistake_budget.fn", "450", 4), ("mistake_budget.fp", "", 5), ("assumptions", "", 6),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "same"), [("1.2 Intended Use:", "intended use"), ("📌 Limitations", "limitations"), ("Risks", "risks")]
)
def test_titles_are_known_without_their_numbers(title: str, same: str) -> None:
    assert bare(title) == same


def test_a_bold_line_alone_is_no_sentence() -> None:
    card = note("MODEL_CARD.md", "## Intended use\n\n**Primary use**\n- Order a queue.\n")
    assert card is not None
    assert [one.text for one in said([card], titles=("intended use",))] == ["Order a queue."]
