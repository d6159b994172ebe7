"""Committed artifacts are read within limits: what is not in git, too large or damaged is a gap, and never clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from mle_reviewer.checks.run import analyse
from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.document import LARGEST_ARTIFACT
from mle_reviewer.sources.folder import FolderTree
from mle_reviewer.sources.gap import Gap
from tests.probes import files
from tests.probes.assembling import number, stream, text

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 12345\n"


def seen(folder: Path, made: dict[str, bytes]) -> tuple[list[Finding], tuple[Gap, ...]]:
    for name, data in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    found = analyse(FolderTree(str(folder)))
    return [one for one in found.findings if one.check == "artifact-runs-code"], found.gaps


def test_every_malicious_file_is_a_finding(tmp_path: Path):
    made = {f"models/{name}": data for name, data in files.malicious().items()}
    findings, _ = seen(tmp_path, made)
    assert {one.at.path for one in findings} == set(made)
    assert {one.severity for one in findings} == {Severity.HIGH, Severity.CRITICAL}
    assert all(one.trace for one in findings)


def test_no_benign_file_is_one(tmp_path: Path):
    made = {f"models/{name}": data for name, data in files.benign().items()}
    assert seen(tmp_path, made) == ([], ())


def test_a_pointer_is_a_gap_of_its_own(tmp_path: Path):
    findings, (gap,) = seen(tmp_path, {"models/churn.pkl": POINTER})
    assert not findings
    assert gap == Gap("models/churn.pkl", 1, "read", "Git LFS pointer: its content (12 kB) is not in git")


def test_a_file_that_is_cut_off_is_a_gap_and_what_it_shows_a_finding(tmp_path: Path):
    whole = stream(files.SYSTEM + text("more"))
    findings, (gap,) = seen(tmp_path, {"model.pkl": whole[:-4]})
    assert [one.at.path for one in findings] == ["model.pkl"]
    assert gap.why == "not read whole, so nothing in it is known to be safe: it ends inside a pickle"


def test_a_large_file_is_not_read(tmp_path: Path):
    with (tmp_path / "model.pkl").open("wb") as file:
        file.truncate(2_000_000_000)
    findings, (gap,) = seen(tmp_path, {})
    assert not findings
    assert gap.why == "2000 MB is more than the 64 MB that are read of one file"


def test_an_artifact_may_be_larger_than_a_text(tmp_path: Path):
    assert LARGEST_ARTIFACT > 6_000_000
    large = stream(b"B" + (6_000_000).to_bytes(4, "little") + bytes(6_000_000) + b"0" + files.SYSTEM)
    findings, gaps = seen(tmp_path, {"model.pkl": large})
    assert len(findings) == 1
    assert not gaps


@pytest.mark.parametrize(
    ("folder", "weight"), [("tests/data", None), ("examples", Severity.MEDIUM), ("app", Severity.CRITICAL)]
)
def test_the_ground_counts(tmp_path: Path, folder: str, weight: Severity | None):
    findings, _ = seen(tmp_path, {f"{folder}/model.pkl": stream(files.SYSTEM)})
    assert [one.severity for one in findings] == ([] if weight is None else [weight])


def test_more_artifacts_than_are_read(tmp_path: Path):
    _, (gap,) = seen(tmp_path, {f"m{count:03}.pkl": stream(number(1)) for count in range(402)})
    assert (gap.path, gap.why.split()[0]) == ("m400.pkl", "2")
