"""Scoring the practice set: files, lines, null labels and neutral places, on hand-made findings."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bench.found import Found
from bench.scoring import Case, GroupScore, line_share, read_cases, score


def case(
    file: str = "a.py",
    *,
    preprocessing: bool = True,
    overlap: bool | None = False,
    lines: Sequence[int] = (10,),
    overlap_lines: Sequence[int] = (),
    other: Sequence[int] = (),
) -> Case:
    return Case(
        file,
        {"preprocessing": preprocessing, "overlap": overlap},
        {"preprocessing": tuple(lines), "overlap": tuple(overlap_lines)},
        tuple(other),
    )


def found(line: int, *tags: str, severity: str = "HIGH") -> Found:
    return Found("a.py", None, line, severity, tags or ("leak:preprocessing",), "fit-before-split")


def scored(one: Case, *findings: Found) -> tuple[GroupScore, GroupScore]:
    preprocessing, overlap = score([one], {one.file: findings})
    return preprocessing, overlap


def test_a_leaky_file_with_a_finding_on_the_line_is_a_hit():
    preprocessing, overlap = scored(case(), found(10))
    assert (preprocessing.precision, preprocessing.recall) == (1.0, 1.0)
    assert (overlap.precision, overlap.recall) == (None, None)
    assert line_share([preprocessing, overlap]) == (1, 1)


def test_the_neighbouring_line_is_right_and_the_one_after_is_wrong():
    preprocessing, _ = scored(case(), found(9), found(11), found(12))
    assert preprocessing.files[0].right_lines == (9, 11)
    assert preprocessing.files[0].wrong_lines == (12,)
    assert line_share([preprocessing]) == (2, 3)


def test_a_leaky_file_without_a_finding_is_a_miss():
    preprocessing, _ = scored(case())
    assert preprocessing.recall == 0.0
    assert [miss.case.file for miss in preprocessing.misses] == ["a.py"]


def test_a_clean_file_with_a_finding_is_a_false_alarm():
    preprocessing, _ = scored(case(preprocessing=False, lines=()), found(3))
    assert preprocessing.precision == 0.0
    assert [alarm.wrong_lines for alarm in preprocessing.alarms] == [(3,)]


def test_low_findings_and_other_tags_do_not_count():
    preprocessing, overlap = scored(case(), found(10, severity="LOW"), found(10, "leak:temporal"))
    assert preprocessing.recall == 0.0
    assert overlap.alarms == ()


def test_a_null_label_leaves_the_file_out_of_its_group():
    preprocessing, overlap = scored(case(overlap=None), found(10), found(50, "leak:overlap"))
    assert len(preprocessing.files) == 1
    assert overlap.files == ()


def test_the_line_of_another_listed_leak_is_neutral():
    clean = case(preprocessing=False, lines=(), other=(30,))
    preprocessing, _ = scored(clean, found(31, "leak:refit"))
    assert not preprocessing.files[0].reported
    assert preprocessing.files[0].neutral_lines == (31,)
    assert line_share([preprocessing]) == (0, 0)


def test_the_line_of_the_other_group_is_neutral():
    both = case(preprocessing=False, lines=(), overlap=True, overlap_lines=(17,))
    preprocessing, overlap = scored(both, found(17, "leak:preprocessing", "leak:resampling"))
    assert preprocessing.alarms == ()
    assert overlap.recall == 1.0


def test_a_neutral_finding_alone_does_not_find_a_leaky_file():
    preprocessing, _ = scored(case(other=(80,)), found(80))
    assert preprocessing.recall == 0.0


def test_a_labelled_line_wins_over_a_neutral_one():
    preprocessing, _ = scored(case(other=(11,)), found(11))
    assert preprocessing.files[0].right_lines == (11,)


def test_a_line_reported_twice_counts_once():
    preprocessing, _ = scored(case(), found(10), found(10, "leak:target"))
    assert line_share([preprocessing]) == (1, 1)


def test_precision_and_recall_over_several_files():
    cases = [case("a.py"), case("b.py"), case("c.py", preprocessing=False, lines=())]
    findings = {"a.py": [found(10)], "c.py": [found(1)]}
    preprocessing, _ = score(cases, findings)
    assert (preprocessing.precision, preprocessing.recall) == (0.5, 0.5)


def test_cases_are_read_from_the_label_file(tmp_path):
    labels = tmp_path / "labels.json"
    item = {
        "file": "a.py",
        "preprocessing": True,
        "overlap": None,
        "leak_lines": {"preprocessing": [4], "overlap": []},
        "other_leakage": [{"type": "tuning_on_test", "line": 9}],
        "note": "why",
    }
    plain = {**item, "file": "b.py"}
    del plain["other_leakage"]
    labels.write_text(json.dumps({"cases": [item, plain]}))
    first, second = read_cases(labels)
    assert first == Case(
        "a.py", {"preprocessing": True, "overlap": None}, {"preprocessing": (4,), "overlap": ()}, (9,), "why"
    )
    assert second.other == ()
