"""A tool of a lane: how it is called on a copy of the tree, and what it says, in words of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.lane import LaneStatus
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.process import Limits, Ran
from mle_reviewer.sources.document import Kind
from mle_reviewer.sources.location import Location

UNPARSED: Final = "unparsed"  # the subject of what tools say of a document that is not what its name says


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a tool says of a line. `at` is a place in the reviewed tree; `fix` is the tool's own advice.

    Two tools that say the same have one `subject` (their common name for it); "" where the rule is its own.
    """

    rule: str
    at: Location
    message: str
    severity: Severity = Severity.LOW
    fix: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One start of a tool: its program, the copy of the tree that it works in, and the paths it is asked about.

    `scratch` is a folder beside the copy for what the tool is given or writes; `side` is "head" or "base".
    """

    program: str
    folder: Path
    scratch: Path
    paths: tuple[str, ...]
    errand: Errand
    side: str = "head"


@dataclass(frozen=True, slots=True)
class Report:
    """What a tool said. `incomplete` runs have seen only a part, and `why` says which."""

    status: LaneStatus
    why: str
    faults: tuple[Fault, ...] = ()
    unreadable: bool = False  # nothing that it printed could be read


class SkippedError(Exception):
    """A tool that is there and cannot serve this review; the message says why in one clause."""


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. `command` may raise SkippedError; `quoted` is the command as a person would type it.

    `program` is what it is started by (the tool's name), `project` the distribution whose metadata tells its version.
    One that `executes` runs code of the reviewed project, and is started only when the user asks for that.
    `needs_network` tools are started only when the user allows it. `reads` are the kinds of documents that it is about;
    `same` says which of its rules the review's own checks tell better: at one place only ours is shown.
    One that `breaks` ends without a word over a file that it cannot take: that file is looked for, and left out.
    `signs` are the words by which a project says that it uses the tool, where its name alone does not.
    """

    name: str
    quoted: str
    command: Callable[[Task], Sequence[str]]
    read: Callable[[Ran, Task], Report]
    reads: frozenset[Kind]
    program: str = ""
    project: str = ""
    executes: bool = False
    diagnostic: str = ""
    same: Mapping[str, frozenset[str]] = field(default_factory=dict)
    signs: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    environment: Mapping[str, str] = field(default_factory=dict)
    needs_network: bool = False
    breaks: bool = False
