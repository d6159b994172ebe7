"""OSV records held against pins: as the schema evaluates ranges, in PEP 440's order, within limits."""

from __future__ import annotations

import builtins
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.records.osv import OSV
from mle_reviewer.lanes.tool import Report
from tests.lanes.making import pinned, whole


def record(*events: Mapping[str, str], name: str = "jinja2", **more: Any) -> dict[str, Any]:
    """A record with one range."""
    ranges = [{"type": "ECOSYSTEM", "events": list(events)}]
    affected = {"package": {"ecosystem": "PyPI", "name": name}, "ranges": ranges}
    return {"id": "GHSA-1", "affected": [{**affected, **more.pop("affected", {})}], **more}


def held(folder: Path, version: str, *records: object, name: str = "jinja2") -> Report:
    """What records say of one pin."""
    files = folder / "records"
    files.mkdir()
    for number, one in enumerate(records):
        (files / f"{number}.json").write_text(one if isinstance(one, str) else json.dumps(one))
    errand = pinned(whole(folder / "tree", {"requirements.txt": "x"}), f"{name} {version} requirements.txt 1")
    return OSV.read((files,), errand)


@pytest.mark.parametrize(
    ("version", "status"),
    [("2.10", "failed"), ("2.11.2", "failed"), ("2.11.3", "passed"), ("2.11.3rc1", "failed"), ("3.0", "passed")],
)
def test_a_range(tmp_path: Path, version: str, status: str) -> None:
    assert held(tmp_path, version, record({"introduced": "0"}, {"fixed": "2.11.3"})).status == status


@pytest.mark.parametrize(
    ("version", "status"), [("1.9", "passed"), ("2.5", "failed"), ("2.10", "failed"), ("2.10.1", "passed")]
)
def test_last_affected(tmp_path: Path, version: str, status: str) -> None:
    assert held(tmp_path, version, record({"last_affected": "2.10"}, {"introduced": "2.0"})).status == status


def test_two_spans_in_one_range(tmp_path: Path) -> None:
    events = ({"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "2.0"}, {"fixed": "2.5"})
    assert held(tmp_path, "1.7", record(*events)).status == "passed"


def test_named_versions_and_spelling(tmp_path: Path) -> None:
    one = record(name="Scikit_Learn", affected={"versions": ["1.0.0"], "ranges": []})
    assert held(tmp_path, "1.0", one, name="scikit-learn").status == "failed"


@pytest.mark.parametrize(
    "one",
    [
        record({"introduced": "0"}, withdrawn="2024-01-01T00:00:00Z"),
        record({"introduced": "0"}, affected={"package": {"ecosystem": "npm", "name": "jinja2"}}),
        record({"introduced": "0"}, name="jinja"),
        record(affected={"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}),
        record({"introduced": "not a version"}),
        {"id": "X", "affected": [None, 3, {"package": "PyPI"}]},
    ],
)
def test_not_about_this_pin(tmp_path: Path, one: object) -> None:
    assert held(tmp_path, "2.10", one, record({"introduced": "9"})).faults == ()


def test_records_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    report = held(tmp_path, "2.10", '{"affected": "PyPI', record({"introduced": "9"}))
    assert report.status == "incomplete"
    assert "1 records could not be read" in report.why


def test_no_records_is_no_pass(tmp_path: Path) -> None:
    assert held(tmp_path, "2.10").status == "incomplete"


def test_a_zip_and_one_file(tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("PYSEC-1.json", json.dumps(record({"introduced": "0"}, {"fixed": "3"})))
        archive.writestr("../../out.json", "{}")
        archive.writestr("readme.txt", "no record")
    errand = pinned(whole(tmp_path / "tree", {"requirements.txt": "x"}), "jinja2 2.10 requirements.txt 7")
    report = OSV.read((packed,), errand)
    assert [(str(fault.at), fault.fix) for fault in report.faults] == [
        ("requirements.txt:7", "Take jinja2 3 or later.")
    ]
    assert not (tmp_path.parent / "out.json").exists()


def test_a_record_that_grows_when_it_is_unpacked(tmp_path: Path) -> None:
    packed = tmp_path / "bomb.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.json", b" " * (64 << 20))
    errand = pinned(whole(tmp_path / "tree", {"requirements.txt": "x"}), "jinja2 2.10 requirements.txt 1")
    assert OSV.read((packed,), errand).status == "incomplete"


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ({"database_specific": {"severity": "CRITICAL"}}, Severity.MEDIUM),
        ({"database_specific": {"severity": "LOW"}}, Severity.LOW),
        ({"severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}, Severity.MEDIUM),
        ({"severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N"}]}, Severity.LOW),
        ({}, Severity.MEDIUM),
    ],
)
def test_severity(tmp_path: Path, more: dict[str, Any], severity: Severity) -> None:
    assert held(tmp_path, "2.10", record({"introduced": "0"}, **more)).faults[0].severity is severity


def test_without_the_library_that_orders_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("packaging"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", missing)
    report = held(tmp_path, "2.10", record({"introduced": "0"}), record(affected={"versions": ["2.10"], "ranges": []}))
    assert report.status == "incomplete"
    assert "`packaging` is not installed" in report.why
    assert len(report.faults) == 1
