"""Reads logs of CI as they are downloaded into jobs of plain lines, each with the command that was running."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

LARGEST: Final = 64 << 20  # bytes of one log, packed or not
_MOST_LINES: Final = 1_000_000
_MOST_MEMBERS: Final = 2_000
_LONGEST: Final = 2_000  # characters of one line that matter

_ESCAPES: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])|\x1b")
_CARET: Final = re.compile(r"\^\[\[[0-9;]*m")
_STAMP: Final = re.compile(
    r"(?:_bk;t=\d+\x07?)?\[?\ufeff?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?Z(?: \d\d[OE][+ ]?)?\]? ?"
    r"|_bk;t=\d+\x07?"
)
# What runners, containers, launchers and installers put before each line of what they pass on.
_PREFIXES: Final = re.compile(
    r"(?:#\d+ \d+\.\d+ ?"  # docker build
    r"|\[(?:rank|default)\d+\]: ?"  # torchrun
    r"|\((?:[\w.-]+ )?(?:rank=\d+ )?pid=\d+\) (?:(?:ERROR|INFO|WARNING|CRITICAL) [\d-]+ [\d:.]+ \[[^\]]{1,80}\] ?)?"
    r"|(?:Error|Note|Warning): +(?=Traceback )"
    r"|[\w.-]{1,40} +\| (?=\S))"  # docker compose
)
_GUTTER: Final = re.compile(r"^(\s*)[│|╷╰╭] ?(.*?)(?:\s*│)?$")
_SECTION: Final = re.compile(r"section_(?:start|end):\d+:([\w.-]+)(?:\[[^\]]*\])?\r?")
_GROUP: Final = re.compile(r"(?:##\[group\]|::group::)Run (.+)")
_COMMAND: Final = re.compile(r"(?:##\[command\]|\$ |\+ |Step \d+/\d+ : (?=[A-Z])|#\d+ \[[^\]]+\] (?=[A-Z]+ ))(.+)")
_TAB: Final = re.compile(r"^([^\t]{1,200})\t([^\t]{1,400})\t(?=\ufeff?\d{4}-\d\d-\d\dT)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without marks: its number in its file, and the step or command that was running."""

    number: int
    text: str
    step: str


@dataclass(frozen=True, slots=True)
class Job:
    """The log of one job: `name` as far as the file tells it, `source` the file (and its member) that it stands in."""

    name: str
    source: str
    lines: tuple[Line, ...]


class LogError(Exception):
    """A log that cannot be read; the message says why in one clause."""


def read_log(path: Path) -> tuple[Job, ...]:
    """The jobs of a file: text, a gzip of it, or the archive of a run. LogError where it cannot be had."""
    try:
        if path.stat().st_size > LARGEST:
            raise LogError(f"larger than {LARGEST >> 20} MB, so not read: give the log of the failing job alone")
        data = path.read_bytes()
    except OSError as error:
        raise LogError(str(error.strerror or error)) from None
    if data[:4] == b"PK\x03\x04":
        return tuple(_archive(data, path.name))
    if data[:2] == b"\x1f\x8b":
        data = _unpacked(data)
    return tuple(_jobs(_text(data), path.stem, path.name))


def _unpacked(data: bytes) -> bytes:
    try:
        unpacker = zlib.decompressobj(31)
        found = unpacker.decompress(data, LARGEST + 1)
    except zlib.error as error:
        raise LogError(f"not a gzip of a log: {error}") from None
    if not unpacker.eof and len(found) <= LARGEST:
        raise LogError("a gzip that breaks off")
    if len(found) > LARGEST:
        raise LogError(f"larger than {LARGEST >> 20} MB when unpacked, so not read")
    return found


def _archive(data: bytes, name: str) -> Iterator[Job]:
    """A run's archive has each job as one file at its root, and again step by step in a folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if one.filename.endswith(".txt") and not one.is_dir()]
            rooted = [one for one in members if "/" not in one.filename]
            chosen = rooted or members
            if len(chosen) > _MOST_MEMBERS or sum(one.file_size for one in chosen) > LARGEST * 4:
                raise LogError("an archive of more logs than can be read: give those of the failing jobs alone")
            texts = [(one.filename, _member(archive, one)) for one in chosen]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise LogError(f"not an archive of logs that can be unpacked: {error}") from None
    if not texts:
        raise LogError("an archive without logs (.txt)")
    if rooted:
        for member, text in texts:
            title = re.sub(r"^-?\d+_", "", member.removesuffix(".txt"))
            yield from _jobs(text, title, f"{name}:{member}")
        return
    for folder, some in groupby(sorted(texts, key=_order), key=lambda one: one[0].rpartition("/")[0]):
        yield from _jobs("\n".join(text for _, text in some), folder, f"{name}:{folder}")


def _order(member: tuple[str, str]) -> tuple[str, int]:
    folder, _, name = member[0].rpartition("/")
    number = re.match(r"\d+", name)
    return folder, int(number[0]) if number else 0


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    with archive.open(member) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise LogError(f"{member.filename} is larger than {LARGEST >> 20} MB, so not read")
    return _text(data)


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096]:
        raise LogError("not text")
    return data.decode("utf-8", "replace")


def _jobs(text: str, name: str, source: str) -> Iterator[Job]:
    lines = text.split("\n")
    if len(lines) > _MOST_LINES:
        raise LogError(f"more than {_MOST_LINES:,} lines, so not read: give the log of the failing job alone")
    tabs = [_TAB.match(line) for line in lines[:50]]
    if sum(one is not None for one in tabs) * 2 > len(tabs):  # as `gh run view --log` prints it
        by_job: dict[str, list[tuple[int, str, str]]] = {}
        for number, line in enumerate(lines, start=1):
            match = _TAB.match(line)
            if match is not None:
                by_job.setdefault(match[1], []).append((number, line[match.end() :], match[2]))
        for job, some in by_job.items():
            yield Job(job, source, tuple(_plain(some)))
        return
    yield Job(name, source, tuple(_plain((number, line, "") for number, line in enumerate(lines, start=1))))


def _plain(lines: Iterator[tuple[int, str, str]] | list[tuple[int, str, str]]) -> Iterator[Line]:
    running = ""
    for number, raw, step in lines:
        text = _STAMP.sub("", raw[: _LONGEST * 4], count=1)
        section = _SECTION.search(text)
        if section is not None:
            text = _SECTION.sub("", text)
        text = _CARET.sub("", _ESCAPES.sub("", text)).rstrip("\r\n ")
        text = text.rpartition("\r")[2][:_LONGEST]  # of a bar that paints over itself, what is seen in the end
        group, command = _GROUP.match(text), _COMMAND.match(text)
        if group is not None:
            running = group[1]
        elif command is not None:
            running = command[1]
        yield Line(number, _bare(text), running or step)


def _bare(text: str) -> str:
    for _ in range(3):
        match = _PREFIXES.match(text)
        if match is None or match.end() == 0:
            break
        text = text[match.end() :]
    gutter = _GUTTER.match(text)
    return gutter[1] + gutter[2].rstrip() if gutter is not None else text
