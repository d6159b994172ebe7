"""What documents say of what a change alters: the document, the line, and the words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mle_reviewer.findings.alteration import Alteration, AlterationKind
from mle_reviewer.lanes.documents import Documents, first
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.roster.doc_updater import LANE
from mle_reviewer.sources.location import Location
from tests.lanes.making import changed

README = """\
# Loans

The gate refuses below `MIN_AUC`.
`MIN_AUC` is 0.8 at the moment.
GET /health says whether it is up.
The answer holds "score" and a reason, and the reason is a text.
"""


def altered(errand: Errand, *some: Alteration) -> Errand:
    return replace(errand, altered=some)


def one(kind: AlterationKind, name: str, says: str, **more: str) -> Alteration:
    words = (name.rpartition(" ")[2],)
    return Alteration(kind, name, Location("app.py", 3, raw_line=3), says, words, **more)  # type: ignore[arg-type]


def tree(folder: Path, **documents: str) -> Errand:
    files = {name.replace("__", "/") + ".md": text for name, text in documents.items()}
    return changed(folder, {**files, "app.py": "a\nb\nc\n"}, {**files, "app.py": "a\nb\nd\n"})


def test_the_line_with_the_value_of_before_comes_first(tmp_path: Path) -> None:
    errand = tree(tmp_path, README=README, docs__gate="`MIN_AUC` decides.\n")
    gate = one("constant", "MIN_AUC", "goes from `0.8` to `0.7`", was="0.8")
    path = one("path", "src/old.py", "is gone")
    asked = LANE.asks(altered(errand, path, gate))
    assert len(asked) == 1
    assert asked[0].startswith("README.md:4 gives the value of before (“'MIN_AUC' is 0.8 at the moment.”): ")
    assert "`MIN_AUC` goes from `0.8` to `0.7` (app.py:3)." in asked[0]


def test_a_plain_word_counts_where_it_is_marked_as_a_name(tmp_path: Path) -> None:
    documents = Documents(tree(tmp_path, README=README))
    assert [str(said.at) for said in documents.saying(("score",))] == ["README.md:6"]
    assert not list(documents.saying(("reason",)))


def test_what_is_new_and_named_nowhere(tmp_path: Path) -> None:
    errand = tree(tmp_path, README=README)
    new = one("endpoint added", "POST /predict", "is new")
    (asked,) = LANE.asks(altered(errand, new))
    assert asked == (
        "`POST /predict` (app.py:3): answered now, and no document names it. README.md:5 is where a reader looks "
        "(“GET /health says whether it is up.”): is it told there?"
    )
    named = tree(tmp_path / "named", README=README + "POST http://host:8000/predict\n")
    assert LANE.asks(altered(named, new)) == ()


def test_lines_that_the_change_wrote_and_histories_are_left_alone(tmp_path: Path) -> None:
    gone = one("field removed", "credit_score", "is gone")
    written = changed(tmp_path, {"app.py": "a\n"}, {"app.py": "b\n", "README.md": "`credit_score` was taken out.\n"})
    assert LANE.asks(altered(written, gone)) == ()
    history = tree(tmp_path / "history", CHANGELOG="`credit_score` is answered.\n", docs__adr__0001="`credit_score`.\n")
    assert LANE.asks(altered(history, gone)) == ()
    api = tree(tmp_path / "api", docs__api="It answers `credit_score`.\n")
    assert "docs/api.md:1 speaks of it" in LANE.asks(altered(api, gone))[0]


def test_documents_for_people_come_before_those_for_machines(tmp_path: Path) -> None:
    documents = Documents(tree(tmp_path, CLAUDE="`MIN_AUC`\n", docs__gate="`MIN_AUC`\n"))
    said = first(documents.saying(("MIN_AUC",)))
    assert said is not None
    assert str(said.at) == "docs/gate.md:1"
