"""Records of the Open Source Vulnerability format, given as files: which pinned packages they speak of.

No network is asked. https://ossf.github.io/osv-schema/ says what a record holds; versions are ordered as PEP 440 does.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.lanes.errand import Errand, Pin
from mle_reviewer.lanes.records.reader import RecordReader
from mle_reviewer.lanes.tool import Fault, Report, Tool
from mle_reviewer.lanes.tools.pip_audit import WHERE, known_fault

_LARGEST: Final = 4 << 20  # bytes of one record
_TOTAL: Final = 1 << 30  # bytes of all records
_MOST: Final = 400_000  # records
_NAME: Final = re.compile(r"[-_.]+")
_ENDS: Final = ("fixed", "last_affected", "limit")
_SEVERE: Final = {"LOW": Severity.LOW}
_LOW_SCORE: Final = 4.0  # of CVSS: below it a vulnerability is called low

Order = Callable[[str], Any]


@dataclass(slots=True)
class _Tally:
    """How many records were read, and what was not."""

    records: int = 0
    bytes: int = 0
    unread: int = 0
    full: bool = False
    faults: list[Fault] = field(default_factory=list)


def _read(files: tuple[Path, ...], errand: Errand) -> Report:
    pins: dict[str, list[Pin]] = {}
    for pin in errand.pins:
        pins.setdefault(pin.name, []).append(pin)
    if not pins:
        return Report("incomplete", "the project pins no package exactly, so no record can be held against it")
    order = _order()
    tally = _Tally()
    for record in _records(files, tally):
        if record.get("withdrawn"):
            continue
        for affected in record.get("affected") or ():
            tally.faults += _faults(record, affected, pins, order)
    faults = tuple(sorted(dict.fromkeys(tally.faults), key=lambda one: (one.at, one.rule)))
    counted = f"{sum(map(len, pins.values())):,} pins held against {tally.records:,} records"
    parts = [f"{tally.unread:,} records could not be read"] if tally.unread else []
    parts += ["not all records were read: there are too many"] if tally.full else []
    if order is None:
        parts.append("version ranges were not compared, because the library `packaging` is not installed")
    if parts or not tally.records:
        return Report("incomplete", "; ".join((counted, *parts)), faults)
    if not faults:
        return Report("passed", f"{counted}, nothing is known")
    return Report("failed", f"{counted}, {len(faults):,} are known to be vulnerable", faults)


def _order() -> Order | None:
    """How versions are compared; None where the library that knows is not installed."""
    try:
        from packaging.version import Version
    except ImportError:
        return None
    return Version


def _records(files: Iterable[Path], tally: _Tally) -> Iterator[dict[str, Any]]:
    """The records that may speak of a package for Python."""
    for data in _texts(files, tally):
        tally.records += 1
        if b"PyPI" not in data:
            continue
        try:
            found = json.loads(data)
        except (ValueError, RecursionError):
            tally.unread += 1
            continue
        for record in found if isinstance(found, list) else (found,):
            if isinstance(record, dict) and isinstance(record.get("affected"), list):
                yield record


def _texts(files: Iterable[Path], tally: _Tally) -> Iterator[bytes]:
    for file in files:
        inner = sorted(file.rglob("*.json")) if file.is_dir() else [file]
        for path in inner:
            try:
                if zipfile.is_zipfile(path):
                    yield from _of_zip(path, tally)
                elif not path.is_symlink() and path.stat().st_size <= _LARGEST and _counts(path.stat().st_size, tally):
                    yield path.read_bytes()
                else:
                    tally.unread += 1
            except (OSError, zipfile.BadZipFile):
                tally.unread += 1


def _of_zip(path: Path, tally: _Tally) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.filename.endswith(".json"):
                continue
            if info.file_size > _LARGEST or info.flag_bits & 1:
                tally.unread += 1
                continue
            if not _counts(info.file_size, tally):
                return
            try:
                with archive.open(info) as file:
                    yield file.read(_LARGEST)  # what an entry says of its size is only a claim
            except (RuntimeError, NotImplementedError, EOFError, OSError, zipfile.BadZipFile):
                tally.unread += 1


def _counts(size: int, tally: _Tally) -> bool:
    tally.bytes += size
    tally.full = tally.full or tally.bytes > _TOTAL or tally.records >= _MOST
    return not tally.full


def _faults(
    record: Mapping[str, Any], affected: object, pins: Mapping[str, list[Pin]], order: Order | None
) -> Iterator[Fault]:
    if not isinstance(affected, dict) or not isinstance(package := affected.get("package"), dict):
        return
    if str(package.get("ecosystem", "")).partition(":")[0] != "PyPI":
        return
    for pin in pins.get(_NAME.sub("-", str(package.get("name", ""))).lower(), ()):
        if _is_affected(pin.version, affected, order):
            aliases = [str(one) for one in record.get("aliases") or ()]
            about = str(record.get("summary") or "")
            yield known_fault(pin, str(record.get("id", "")), aliases, _fixes(affected), about, _severity(record))


def _is_affected(version: str, affected: Mapping[str, Any], order: Order | None) -> bool:
    """As the schema evaluates it: named among the versions, or inside one of the ranges."""
    named = [str(one) for one in affected.get("versions") or ()]
    if version in named:
        return True
    if order is None:
        return False
    at = _version(version, order)
    if at is None:
        return False
    if any(_version(one, order) == at for one in named):
        return True
    ranges = [one for one in affected.get("ranges") or () if isinstance(one, dict)]
    return any(_in_range(at, one, order) for one in ranges if one.get("type") == "ECOSYSTEM")


def _in_range(at: Any, one: Mapping[str, Any], order: Order) -> bool:
    """Whether a version lies in a range: events in order of their versions, each opening or closing it."""
    events: list[tuple[Any, int, str]] = []
    for event in one.get("events") or ():
        for kind, value in event.items() if isinstance(event, dict) else ():
            version = _version(str(value), order) if str(value) != "0" else _version("0.dev0", order)
            if version is None:
                return False
            events.append((version, 0 if kind == "introduced" else 1, kind))
    inside = False
    for version, _, kind in sorted(events, key=lambda event: event[:2]):
        if kind == "introduced" and at >= version:
            inside = True
        elif (kind in {"fixed", "limit"} and at >= version) or (kind == "last_affected" and at > version):
            inside = False
    return inside


def _version(text: str, order: Order) -> Any:
    try:
        return order(text)
    except ValueError:
        return None


def _fixes(affected: Mapping[str, Any]) -> list[str]:
    ranges = [one for one in affected.get("ranges") or () if isinstance(one, dict) and one.get("type") == "ECOSYSTEM"]
    return [str(event["fixed"]) for one in ranges for event in one.get("events") or () if "fixed" in event]


def _severity(record: Mapping[str, Any]) -> Severity:
    """Never above MEDIUM: whether the vulnerable part is reached is not known here."""
    specific = record.get("database_specific")
    word = str(specific.get("severity", "")).upper() if isinstance(specific, dict) else ""
    if word:
        return _SEVERE.get(word, Severity.MEDIUM)
    scores = [one.get("score") for one in record.get("severity") or () if isinstance(one, dict)]
    numbers = [float(one) for one in scores if isinstance(one, str) and re.fullmatch(r"\d{1,2}(?:\.\d+)?", one)]
    if numbers:
        return Severity.LOW if max(numbers) < _LOW_SCORE else Severity.MEDIUM
    vectors = [one for one in scores if isinstance(one, str) and one.startswith("CVSS:")]
    harmless = vectors and all(not re.search(r"/(?:C|I|A|VC|VI|VA):(?:H|L)", one) for one in vectors)
    slight = vectors and all(_is_slight(one) for one in vectors)
    return Severity.LOW if harmless or slight else Severity.MEDIUM


def _is_slight(vector: str) -> bool:
    """Whether nothing is lost in full, and getting there takes more than a request over the network."""
    return "/AV:N" not in vector and re.search(r"/(?:C|I|A|VC|VI|VA):H", vector) is None


def _never(*_: object) -> Any:
    raise AssertionError("records are read, nothing is started")


_OSV: Final = Tool(name="osv", quoted="mle-reviewer review --osv", command=_never, read=_never, reads=WHERE)
OSV: Final = RecordReader("osv", _OSV, _read)
