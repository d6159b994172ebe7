"""What comes about only where settings are other than they are committed is medium, and says which one it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.folder import FolderTree
from tests.checks.pages import of_rows

HEAD = """\
import argparse

import pandas as pd
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import cross_val_score, train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--settings", required=True)
parser.add_argument("--plain", action="store_true")
given = parser.parse_args()


def read(path):
    with open(path) as stream:
        return yaml.safe_load(stream)


def scaled(wells):
    return (wells - wells.mean()) / 3


def perhaps_scaled(wells, settings):
    if settings["scaling"]["skip"]:
        return wells
    return scaled(wells)


settings = read(given.settings)
raw = pd.read_csv(settings["wells"])
dry = raw.pop("dry")
wells = raw
"""
END = """
print(cross_val_score(LogisticRegression(), wells, dry).mean())
"""
SETTINGS = """\
wells: wells.csv
scaling:
  skip: true
  how: mean
  depth: 3
rebuilt:
  skip: false
"""
ON = SETTINGS.replace("skip: true", "skip: false")
SCALING = """
if not settings["scaling"].get("skip", False):
    wells = scaled(wells)
"""
REBUILT = """
wells = scaled(wells)
if not settings["rebuilt"]["skip"]:
    wells = raw.assign(deep=raw["depth"] > 9)
"""
NOT_REBUILT = SETTINGS.replace("skip: false", "skip: true")
OFF = "settings/wells.yml:3 switches this off"


def found(folder: Path, code: str, settings: str = SETTINGS, *, name: str = "settings/wells.yml") -> list[Finding]:
    """The findings of a program with one document of settings."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(settings, encoding="utf-8")
    (folder / "train.py").write_text(HEAD + code, encoding="utf-8")
    analysis = analyse(FolderTree(str(folder)))
    assert not analysis.gaps
    return [*of_rows(analysis.findings)]


@pytest.mark.parametrize(
    "code",
    [
        SCALING,
        "wells = perhaps_scaled(wells, settings)",
        'wells = wells if settings["scaling"]["skip"] else scaled(wells)',
        'if settings["scaling"]["how"] == "median":\n    wells = scaled(wells)',
        'if settings["scaling"]["how"] != "mean":\n    wells = scaled(wells)',
        'if settings["scaling"]["depth"] > 3 and not given.plain:\n    wells = scaled(wells)',
        'if settings["scaling"]["skip"]:\n    print("as it is")\nelse:\n    wells = scaled(wells)',
        'match settings["scaling"]["how"]:\n    case "median":\n        wells = scaled(wells)',
        'how = settings["scaling"]\nif not how.get("skip"):\n    wells = scaled(wells)',
    ],
    ids=["get", "returns", "expression", "equals", "differs", "both", "else", "match", "named"],
)
def test_a_step_that_is_switched_off_is_medium(tmp_path: Path, code: str) -> None:
    [one] = found(tmp_path, code + END)
    assert one.check == "fit-before-split"
    assert one.severity == Severity.MEDIUM
    assert "settings/wells.yml:" in one.issue
    assert "switches this off" in one.issue


def test_the_words_name_the_place_and_the_setting(tmp_path: Path) -> None:
    [one] = found(tmp_path, SCALING + END)
    assert OFF in one.issue
    assert "'scaling.skip'" in one.issue


@pytest.mark.parametrize(
    "code",
    [
        SCALING,
        "wells = perhaps_scaled(wells, settings)",
        'if settings["scaling"]["how"] == "mean":\n    wells = scaled(wells)',
        'if settings["scaling"]["depth"] > 9:\n    pass\nelse:\n    wells = scaled(wells)',
        'if not settings["scaling"]["skip"] or given.plain:\n    wells = scaled(wells)',
    ],
    ids=["get", "returns", "equals", "else", "either"],
)
def test_a_step_that_is_on_stays_high(tmp_path: Path, code: str) -> None:
    [one] = found(tmp_path, code + END, ON)
    assert one.severity == Severity.HIGH
    assert "switches" not in one.issue


def test_what_a_later_step_throws_away_is_medium(tmp_path: Path) -> None:
    [one] = found(tmp_path, REBUILT + END)
    assert one.severity == Severity.MEDIUM
    assert "settings/wells.yml:7 switches this off" in one.issue


def test_what_no_later_step_throws_away_is_high(tmp_path: Path) -> None:
    [one] = found(tmp_path, REBUILT + END, NOT_REBUILT)
    assert one.severity == Severity.HIGH


def test_what_happens_in_the_other_arm_as_well_is_high(tmp_path: Path) -> None:
    [one] = found(tmp_path, SCALING + "else:\n    wells = scaled(wells.fillna(0))\n" + END)
    assert one.severity == Severity.HIGH


@pytest.mark.parametrize(
    "more",
    [{"settings/mine.yml": ON}, {"other/wells.yaml": "scaling:\n  how: mean\n"}, {"broken.yml": "scaling: [\n"}],
    ids=["beside", "elsewhere", "unread"],
)
def test_several_documents_that_may_be_meant_decide_nothing(tmp_path: Path, more: dict[str, str]) -> None:
    for name, text in more.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "settings").mkdir(exist_ok=True)
    (tmp_path / "settings/wells.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "train.py").write_text(HEAD + SCALING + END, encoding="utf-8")
    [one] = of_rows(analyse(FolderTree(str(tmp_path))).findings)
    assert one.severity == Severity.HIGH


def test_documents_of_other_tools_and_formats_are_not_meant(tmp_path: Path) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github/scaling.yml").write_text("scaling:\n  skip: false\n", encoding="utf-8")
    (tmp_path / "scaling.json").write_text('{"scaling": {"skip": false}}', encoding="utf-8")
    (tmp_path / "compose.yml").write_text("services: {}\n", encoding="utf-8")
    [one] = found(tmp_path, SCALING + END)
    assert one.severity == Severity.MEDIUM


def test_what_is_filled_in_at_the_start_decides_nothing(tmp_path: Path) -> None:
    [one] = found(tmp_path, SCALING + END, SETTINGS.replace("true", "${SKIP_SCALING}"))
    assert one.severity == Severity.HIGH


def test_an_option_of_the_command_line_decides_nothing(tmp_path: Path) -> None:
    [one] = found(tmp_path, "if given.plain:\n    wells = scaled(wells)\n" + END)
    assert one.severity == Severity.HIGH


def test_the_line_of_a_value_in_json_is_named(tmp_path: Path) -> None:
    code = HEAD.replace("yaml.safe_load", "json.load").replace("import yaml", "import json")
    (tmp_path / "train.py").write_text(code + SCALING + END, encoding="utf-8")
    (tmp_path / "wells.json").write_text('{"wells": "wells.csv",\n "scaling": {\n  "skip": true}}', encoding="utf-8")
    [one] = of_rows(analyse(FolderTree(str(tmp_path))).findings)
    assert one.severity == Severity.MEDIUM
    assert " wells.json:3 switches this off" in one.issue


PARTS = """
some, held, some_dry, held_dry = train_test_split(wells, dry)
if {condition}:
    some, some_dry = wells, dry
model = LogisticRegression().fit(some, some_dry)
print(accuracy_score(held_dry, model.predict(held)))
"""


def test_rows_that_are_shared_only_where_settings_are_otherwise(tmp_path: Path) -> None:
    [one] = found(tmp_path, PARTS.format(condition='not settings["scaling"]["skip"]'))
    assert one.check == "scored-on-training-rows"
    assert one.severity == Severity.MEDIUM
    assert OFF in one.issue


def test_rows_that_are_shared_as_settings_are(tmp_path: Path) -> None:
    [one] = found(tmp_path, PARTS.format(condition='settings["scaling"]["skip"]'))
    assert one.severity == Severity.CRITICAL
    assert "switches" not in one.issue


def test_a_leak_beside_an_arm_that_shares_the_rows_of_both_sides(tmp_path: Path) -> None:
    code = "wells = scaled(wells)" + PARTS.format(condition='not settings["scaling"]["skip"]')
    severities = {one.check: one.severity for one in found(tmp_path, code)}
    assert severities == {"fit-before-split": Severity.HIGH, "scored-on-training-rows": Severity.MEDIUM}


COPIED = """
both = pd.concat([raw, dry], axis=1)
drawn = both.sample(frac=2, replace=True)
if {condition}:
    drawn = both.dropna()
dry = drawn.pop("dry")
some, held, some_dry, held_dry = train_test_split(drawn, dry)
model = LogisticRegression().fit(some, some_dry)
print(accuracy_score(held_dry, model.predict(held)))
"""


@pytest.mark.parametrize(
    ("condition", "severity"),
    [('not settings["rebuilt"]["skip"]', Severity.MEDIUM), ('settings["rebuilt"]["skip"]', Severity.CRITICAL)],
)
def test_copies_that_are_thrown_away_or_kept(tmp_path: Path, condition: str, severity: Severity) -> None:
    [one] = found(tmp_path, COPIED.format(condition=condition))
    assert one.check == "copied-before-split"
    assert one.severity == severity
