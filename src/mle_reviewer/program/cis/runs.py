"""The texts of a CI definition: scalars, lists and scripts with the lines of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from mle_reviewer.program.entries import Entry
from mle_reviewer.program.scripts.command import Command
from mle_reviewer.program.shell import script_of
from mle_reviewer.sources.gap import Gap

_OTHERS: Final = ("python", "pwsh", "powershell", "cmd", "perl", "node", "ruby")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(slots=True)
class Texts:
    """The scripts of one document, read with the gaps that they leave."""

    path: str
    gaps: list[Gap] = field(default_factory=list)
    lines: tuple[str, ...] = ()  # of the document, where its reader needs them

    def run(self, entry: Entry | None, *, errexit: bool = True, pipefail: bool = True) -> tuple[Command, ...]:
        """The commands of a script that stands in an entry, on the lines of the document."""
        text = entry.text() if entry is not None else None
        if entry is None or text is None:
            return ()
        script, wrong = script_of(text, 1, errexit=errexit, pipefail=pipefail)
        if wrong is not None:
            self.gaps.append(Gap(self.path, _line(entry, wrong[0]), "parse", wrong[1]))
        return tuple(replace(one, line=_line(entry, one.line)) for one in script.commands)

    def runs(self, entry: Entry | None, *, errexit: bool = True, pipefail: bool = True) -> tuple[Command, ...]:
        """The commands of a list of scripts, or of one alone."""
        found: list[Command] = []
        for one in flat(entry):
            found.extend(self.run(one, errexit=errexit, pipefail=pipefail))
        return tuple(found)


def key_line(entry: Entry) -> int:
    """The line of the key that a value stands under."""
    return entry.named or entry.line


def _line(entry: Entry, number: int) -> int:
    """The line of the document on which a line of a text stands."""
    return entry.lines[min(number, len(entry.lines)) - 1] if entry.lines else entry.line


def flat(entry: Entry | None, depth: int = 0) -> Iterator[Entry]:
    """The scalars of a list, those of lists inside it included."""
    for one in entry.elements() if entry is not None else []:
        if isinstance(one.value, list):
            if depth < 10:
                yield from flat(one, depth + 1)
        else:
            yield one


def text(entry: Entry | None, *keys: str) -> str:
    """The scalar under these keys; "" where there is none."""
    found = entry.get(*keys) if entry is not None else None
    return (found.text() or "") if found is not None else ""


def texts(entry: Entry | None) -> tuple[str, ...]:
    """The scalars of a list, or of one alone."""
    return tuple(spelled for one in flat(entry) if (spelled := one.text()) is not None)


def pairs(entry: Entry | None) -> tuple[tuple[str, str], ...]:
    """The scalars of a mapping."""
    if entry is None:
        return ()
    return tuple((key, spelled) for key, one in entry.items() if (spelled := one.text()) is not None)


def true(entry: Entry | None) -> bool:
    """Whether an entry says true."""
    return entry is not None and (entry.value is True or entry.value == "true")


def is_shell(name: str) -> bool:
    """Whether a step's shell reads what this program reads as shell."""
    return not name.startswith(_OTHERS)


def used(spelled: str) -> tuple[str, str, bool]:
    """What `uses:` names, its ref, and whether that is a commit, a digest, or the repository itself."""
    name, _, ref = spelled.rpartition("@") if "@" in spelled else (spelled, "", "")
    pinned = spelled.startswith("./") or bool(_COMMIT.fullmatch(ref)) or ref.startswith("sha256:")
    return name, ref, pinned
