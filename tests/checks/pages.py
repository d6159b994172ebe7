"""The examples of the checks' pages: blocks of code as trees of files, or as a change of one tree into another.

A page keeps those that explain its check; further shapes that hold the check in its ways stand in `shapes/`.
"""

from __future__ import annotations

import difflib
import pickletools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mle_reviewer.checks import registry
from mle_reviewer.findings.finding import Finding
from mle_reviewer.sources.change import Change, ChangedFile, Hunk, Status
from mle_reviewer.sources.document import kind_of
from mle_reviewer.sources.folder import FolderTree

# A block that can hold no comments says behind its name what is expected in it: `expect: check-id:line`.
FENCE = re.compile(r"^```(\w+) (\S+)(?: (before|after))?(?: expect: [\w-]+:\d+)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BESIDE = re.compile(r"^```\w+ (\S+)(?: (?:before|after))? expect: ([\w-]+):(\d+)$", re.MULTILINE)
EXPECTED = re.compile(r"[ \t]*(?:#|--) expect: ([\w-]+)")


@dataclass(frozen=True)
class Example:
    """One tree of a page: a block of its own, or blocks under a `###` heading with no prose between; files and text.

    With `before` it is a change: `base` are the files as they were, those that the change left alone among them.
    """

    section: str
    files: tuple[tuple[str, str], ...]
    base: tuple[tuple[str, str], ...] | None = None
    beside: frozenset[tuple[str, str, int]] = frozenset()

    @property
    def expected(self) -> set[tuple[str, str, int]]:
        return {
            (match[1], file, number)
            for file, text in self.files
            for number, line in enumerate(text.split("\n"), 1)
            for match in EXPECTED.finditer(line)
        } | self.beside

    def write(self, folder: Path) -> None:
        for file, text in self.files:
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if kind_of(file) == "artifact":
                path.write_bytes(assembled(text))
            else:
                path.write_text(EXPECTED.sub("", text), encoding="utf-8")

    def change(self, folder: Path) -> Change:
        """The change of `base` into `files`, both written below `folder`."""
        base, head = Example("", self.base or ()), Example("", self.files)
        base.write(folder / "base")
        head.write(folder / "head")
        old, new = ({path: EXPECTED.sub("", text) for path, text in one.files} for one in (base, head))
        files = tuple(
            changed_file(path, old.get(path), new.get(path))
            for path in sorted({**old, **new})
            if old.get(path) != new.get(path)
        )
        trees = FolderTree(str(folder / "base")), FolderTree(str(folder / "head"))
        return Change(trees[0], trees[1], "page", files, (), ())


def assembled(listing: str) -> bytes:
    """The pickle that a listing spells, one instruction a line as `pickletools.dis` names them; nothing is run.

    `BYTES` stands for raw bytes in hex, such as the numbers that joblib writes between instructions.
    """
    codes = {one.name: one.code.encode("latin-1") for one in pickletools.opcodes}
    pieces: list[bytes] = []
    for line in listing.splitlines():
        name, _, said = line.strip().partition(" ")
        raw = said.strip("'").encode()
        if name == "BYTES":
            pieces.append(bytes.fromhex(said))
        elif name == "GLOBAL":
            pieces.append(codes[name] + raw.replace(b" ", b"\n") + b"\n")
        elif name == "SHORT_BINUNICODE":
            pieces.append(codes[name] + bytes([len(raw)]) + raw)
        else:
            pieces.append(codes[name] + (bytes([int(said)]) if said else b""))
    return b"".join(pieces)


def changed_file(path: str, old: str | None, new: str | None) -> ChangedFile:
    status: Status = "added" if old is None else "deleted" if new is None else "modified"
    return ChangedFile(path, None if old is None else path, status, hunks(old, new))


def hunks(old: str | None, new: str | None) -> tuple[Hunk, ...]:
    """The hunks as `git diff -U0` counts them: an empty side names the line before it."""
    one, two = (old or "").splitlines(), (new or "").splitlines()
    return tuple(
        Hunk(i1 + (i2 > i1), i2 - i1, j1 + (j2 > j1), j2 - j1)
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
        if tag != "equal"
    )


SHAPES = Path(__file__).parent / "shapes"


def shapes(check: str) -> str:
    """What stands beside a check's page; "" where nothing does."""
    path = SHAPES / f"{check.replace('-', '_')}.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def examples(check: str) -> list[Example]:
    """The examples of a check: those of its page, and the further ones."""
    return [*examples_in(registry.page(check)), *examples_in(shapes(check))]


def examples_in(page: str) -> list[Example]:
    found: list[Example] = []
    for section in page.split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        alone, *together = text.split("\n### ")
        found += (example(title, blocks) for blocks in _one_by_one(alone))
        found += (example(title, blocks) for part in together for blocks in _by_prose(part))
    return found


def _by_prose(part: str) -> Iterator[list[re.Match[str]]]:
    """The blocks that stand under one heading with nothing between them; prose between two says that they are apart."""
    blocks: list[re.Match[str]] = []
    for match in FENCE.finditer(part):
        if blocks and part[blocks[-1].end() : match.start()].strip():
            yield blocks
            blocks = []
        blocks.append(match)
    yield blocks


def _one_by_one(text: str) -> Iterator[list[re.Match[str]]]:
    """Each block alone, or with the `before` blocks above it."""
    blocks: list[re.Match[str]] = []
    for match in FENCE.finditer(text):
        blocks.append(match)
        if match[3] != "before":
            yield blocks
            blocks = []


def example(section: str, blocks: list[re.Match[str]]) -> Example:
    before = {match[2]: match[4] for match in blocks if match[3] == "before"}
    after = {match[2]: match[4] for match in blocks if match[3] != "before"}
    brought = {match[2] for match in blocks if match[3] == "after"}
    said = (found for match in blocks if (found := BESIDE.match(match[0].partition("\n")[0])))
    beside = frozenset((one[2], one[1], int(one[3])) for one in said)
    if not before and not brought:
        return Example(section, tuple(after.items()), None, beside)
    left = {path: text for path, text in after.items() if path not in brought and path not in before}
    return Example(section, tuple(after.items()), tuple({**left, **before}.items()), beside)


def of_rows(findings: Iterable[Finding]) -> list[Finding]:
    """The findings about rows, without those about the system that the same code is a part of."""
    systems = {check for check, card in registry.cards().items() if not card.of_rows}
    return [one for one in findings if one.check not in systems]
