"""Markdown becomes sections with exact lines; what only holds a place is told from what says something."""

from __future__ import annotations

import time

import pytest

from mle_reviewer.program.markdown import Link, Page, Section, read_markdown
from mle_reviewer.sources.document import document_of
from mle_reviewer.sources.gap import Gap


def read(text: str, path: str = "README.md") -> tuple[Page, tuple[Gap, ...]]:
    document = document_of(path, "", text.encode())
    assert not isinstance(document, Gap)
    return read_markdown(document)


def page(text: str) -> Page:
    found, gaps = read(text)
    assert not gaps
    return found


def section(text: str) -> Section:
    return page(f"# T\n{text}").sections[0]


def outline(text: str) -> list[tuple[str, int, int, int]]:
    return [(one.title, one.level, one.line, one.end_line) for one in page(text).sections]


def test_headings_of_both_kinds_have_their_lines() -> None:
    text = "Title\n=====\n\nwords\n\n## Two ##\n\nThree\nlines\n---\nx\n### C#\n"
    assert outline(text) == [("Title", 1, 1, 12), ("Two", 2, 6, 7), ("Three lines", 2, 8, 12), ("C#", 3, 12, 12)]


def test_what_only_looks_like_a_heading_is_none() -> None:
    text = (
        "# Real\n```bash\n# no\n```\n~~~\n## no\n```\n~~~\n<!--\n# no\n-->\n    # no\n#no\n####### no\n"
        "- item\n---\n> quote\n---\n\n| a | b |\n|---|---|\n| c | d |\n---\n1. step\n\n   ```sh\n   # no\n   ```\n"
    )
    assert outline(text) == [("Real", 1, 1, 28)]


def test_a_fence_that_is_never_closed_reaches_to_the_end() -> None:
    found = page("# A\n```python\nx = 1\n# B\n")
    assert [one.title for one in found.sections] == ["A"]
    assert found.sections[0].fences[0].text == "x = 1\n# B\n"


def test_fences_of_quotations_and_lists() -> None:
    found = page("> ```sh\n> make\n\n- ```yaml\n  a: 1\n  ```\n  after\n").sections[0]
    assert [(one.language, one.text, one.line) for one in found.fences] == [("sh", "make", 1), ("yaml", "  a: 1", 4)]
    assert found.text.endswith("after")


def test_html_headings_count() -> None:
    assert outline('<h1 align="center">My <b>tool</b></h1>\n## Use\n') == [("My tool", 1, 1, 2), ("Use", 2, 2, 2)]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Getting started!", "getting-started"),
        ("`make test` & co", "make-test--co"),
        ("[Link](x.md) to *it*", "link-to-it"),
        ("snake_case_name", "snake_case_name"),
        ("_Leaning_ words", "leaning-words"),
        ("🚀 Launch", "-launch"),
        (":rocket: Launch", "rocket-launch"),
        ("Über uns", "über-uns"),
        ("1.2 A/B", "12-ab"),
    ],
)
def test_anchors_are_those_of_github(title: str, slug: str) -> None:
    assert page(f"# {title}\n").sections[0].slug == slug


def test_anchors_of_equal_headings_are_counted() -> None:
    slugs = [one.slug for one in page("# A\n# A\n# A 1\n# A-1\n# A\n").sections]
    assert slugs == ["a", "a-1", "a-1-1", "a-1-2", "a-2"]


def test_sections_know_what_is_above_and_below() -> None:
    found = page("words\n# A\n## B\n### C\n## D\n# E\n")
    top, a, b, c, d, e = found.sections
    assert (top.level, top.line, top.end_line) == (0, 1, 1)
    assert found.under(a) == (b, c, d)
    assert found.above(c) == (a, b)
    assert found.under(top) == ()
    assert found.at(4) == c
    assert found.at(6) == found.anchor("e") == e


def test_the_text_keeps_the_lines_of_the_document() -> None:
    text = "# A\n\none\n```sh\nmake\n```\nsix\n<!-- a\ncomment --> seven\n"
    found = page(text).sections[0]
    lines = found.text.split("\n")
    assert lines.index("one") + found.text_line == 3
    assert lines.index("six") + found.text_line == 7
    assert lines.index(" seven") + found.text_line == 9
    assert "make" not in found.text


def test_items_with_depth_boxes_and_continuations() -> None:
    found = section("- one\n  goes on\n  - [x] two\n  - [ ] three\n* four\n\nwords\n1. five\n***\n")
    assert [(one.text, one.line, one.depth, one.checked) for one in found.items] == [
        ("one goes on", 2, 0, None),
        ("two", 4, 1, True),
        ("three", 5, 1, False),
        ("four", 6, 0, None),
        ("five", 9, 0, None),
    ]


def test_tables_have_rows_with_lines() -> None:
    (table,) = section("\n| Metric | Value |\n|:--|--:|\n| AUC | 0.9 |\n| a \\| b |\n\n| not | one |\n").tables
    assert (table.header, table.line) == (("Metric", "Value"), 3)
    assert [(row.cells, row.line) for row in table.rows] == [(("AUC", "0.9"), 5), (("a | b", ""), 6)]
    assert table.column("value") == ("0.9", "")
    assert table.column("unit") is None


def test_labels_are_fields() -> None:
    found = section("**Status:** accepted\n- **Owner**: me\nDate: 2026-01-02\n* __Empty:__\nno label: here\nat 10:30\n")
    assert [(one.name, one.value, one.line) for one in found.fields] == [
        ("Status", "accepted", 2),
        ("Owner", "me", 3),
        ("Date", "2026-01-02", 4),
        ("Empty", "", 5),
    ]
    assert found.labelled("status") == found.fields[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!-- Provide a quick summary\nof the model. -->\n",
        "[More Information Needed]\n",
        "- **Developed by:** [More Information Needed]\n- **License:** [More Information Needed]\n",
        "TODO: write this\n",
        "TBD\n",
        "N/A\n",
        "**Owner:** n/a\n",
        "{{ cookiecutter.description }}\n",
        "{{ a }} {{ b }}\n",
        "<who is on call>\n",
        "{describe the context}\n",
        "Lorem ipsum dolor sit amet\n",
        "...\n",
        "---\n",
        "- [ ]\n",
        "_To be added._\n",
        "| Metric | Value |\n|---|---|\n| AUC | TBD |\n",
        "| Metric | Value |\n|---|---|\n",
        "## Under\n\nTBD\n",
        "```\n\n```\n",
    ],
)
def test_places_that_are_held_are_not_filled(text: str) -> None:
    assert not section(text).filled


@pytest.mark.parametrize(
    "text",
    [
        "None known.\n",
        "Not a TODO.\n",
        "n/a: no adversary can reach it\n",
        "[Runbook](docs/run.md)\n",
        "[runbook]\n\n[runbook]: docs/run.md\n",
        "<https://example.com/run>\n",
        "![plot](plot.png)\n",
        "**Owner:** the ranking team\n",
        "Uses {{ name }} in production\n",
        "```sh\nmake rollback\n```\n",
        "| Metric | Value |\n|---|---|\n| AUC | 0.9 |\n",
        "| Done |\n|---|\n| ✅ |\n",
        "## Under\n\nwords\n",
        "TBD\n\nBut this is known.\n",
    ],
)
def test_what_says_something_is_filled(text: str) -> None:
    assert section(text).filled


def test_a_section_is_not_filled_by_its_neighbour() -> None:
    assert [one.filled for one in page("# A\n## B\nTBD\n## C\nwords\n# D\n").sections] == [True, False, True, False]


def test_links_of_all_kinds_have_their_lines() -> None:
    text = (
        "# See [top](a.md)\n[one](b.md 'title') and [wrapped\nwords](<c d.md>)\n\n[![badge](e.svg)](f(1).md)\n"
        '[ref][Name] and [name]\n<https://x.test/a> https://x.test/b.\n<a href="g.md">g</a>\n`[no](h.md)`\n'
        "``a ` [no](i.md)``\n\\[no](j.md)\n[words](not a link)\n\n[name]: k.md\n[unused]: l.md\n"
        "```\n[no](m.md)\n```\n"
    )
    assert page(text).links == (
        Link("a.md", "top", 1),
        Link("b.md", "one", 2),
        Link("c d.md", "wrapped words", 2),
        Link("e.svg", "badge", 5),
        Link("f(1).md", "![badge](e.svg)", 5),
        Link("k.md", "ref", 6),
        Link("k.md", "name", 6),
        Link("https://x.test/a", "", 7),
        Link("https://x.test/b", "", 7),
        Link("g.md", "", 8),
        Link("l.md", "unused", 15),
    )


def test_front_matter_keeps_its_lines() -> None:
    found = page("---\nlicense: mit\nmetrics:\n  - auc\n---\n# Card\n")
    assert found.front_matter is not None
    metrics = found.front_matter.get("metrics")
    assert metrics is not None
    assert [(one.text(), one.line) for one in metrics.elements()] == [("auc", 4)]
    assert found.sections[0].line == 6


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    found = page("---\nwords\n---\n# A\n")
    assert found.front_matter is None
    assert [one.title for one in found.sections] == ["", "words", "A"]


def test_front_matter_that_is_broken_is_a_gap_and_the_rest_is_read() -> None:
    found, gaps = read("---\na: [1\nb: 2\n---\n# A\n")
    assert (found.front_matter, found.sections[0].title) == (None, "A")
    assert [(one.stage, one.line) for one in gaps] == [("parse", 3)]


def test_windows_lines_and_empty_documents() -> None:
    assert outline("# A\r\nx\r\n## B\r\n") == [("A", 1, 1, 3), ("B", 2, 3, 3)]
    assert page("").sections == ()


def test_too_many_lines_are_a_gap() -> None:
    found, (gap,) = read("# A\n" + "x\n" * 60_000)
    assert found.lines == 50_000
    assert gap.line == 50_001


@pytest.mark.parametrize(
    "text",
    [
        "[" * 200_000,
        "[a](" * 60_000,
        "![" * 60_000 + "](" * 60_000,
        "".join("`" * number + " " for number in range(600)),
        "`a" * 100_000,
        "<!--" * 60_000,
        "<a " * 60_000,
        "<https:" * 60_000,
        "|" * 200_000 + "\n" + "|-" * 100_000,
        "**" * 100_000,
        "**a:" * 60_000,
        "# " + "[](" * 60_000,
        "# " + "_" * 100_000,
        "# " + "# " * 60_000,
        "- " * 100_000,
        "> " * 100_000,
        ">" * 200_000 + "```",
        "{{" * 100_000,
        "\n".join(" " * number + "- x" for number in range(600)),
        "a\n" * 49_000 + "---",
        "<h1 " * 50_000 + ">x</h1",
        "[x]: " * 50_000,
        "A" * 200_000 + ":",
        "# a\n" * 40_000,
        "# a\n## b\n" * 20_000,
    ],
    ids=range(25),
)
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 3
