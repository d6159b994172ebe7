"""`mle-reviewer init`: templates of what a team declares, filled in from the system map; no file is ever replaced."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mle_reviewer.checks.drafting import draft_of
from mle_reviewer.checks.mapping import charted
from mle_reviewer.faces.arguments import TEMPLATES
from mle_reviewer.faces.streams import UsageError, print_out, print_safely
from mle_reviewer.findings.draft import DataDraft, Draft
from mle_reviewer.findings.redact import redacted
from mle_reviewer.reports import templates
from mle_reviewer.sources.reading import read_change

_GATES: Final = "gates.yaml"
_TABLE: Final = "mle-reviewer.toml"
_UNNAMED: Final = DataDraft("dataset", "", "", ())


@dataclass(frozen=True, slots=True)
class Template:
    """A file to be written; `there` is the document that says it already, "" where none does."""

    path: str
    what: str
    text: str
    there: str = ""


def run(arguments: Namespace) -> int:
    """Write what is not there, say what was left alone, and what comes next."""
    change = read_change(arguments.repository, all_files=True)
    system, drawn, _ = charted(change.head)
    draft = draft_of(system, drawn)
    root = Path(change.root or ".")
    wanted = [
        one
        for name in TEMPLATES
        if not arguments.what or name in arguments.what
        for one in _of(name, draft, arguments.what)
    ]
    if arguments.dry_run:
        for one in wanted:
            print_safely(f"# {one.path} ({one.what}){_left(root, one)}")
            print_out(redacted(f"{one.text}\n"))
        return 0
    written = [one for one in wanted if _write(root, one)]
    _next(written)
    return 0


def _of(name: str, draft: Draft, asked: Sequence[str]) -> Iterator[Template]:
    if name == "note":
        # Whoever asks for a note begins the next iteration.
        there = "" if name in asked else draft.has_note
        yield Template(f"docs/iterations/{draft.next_note:04d}.md", "iteration note", templates.note(draft), there)
    elif name == "contract":
        for one in draft.data or (_UNNAMED,):
            what = f"data contract of {one.path}" if one.path else "data contract"
            yield Template(f"contracts/{one.name}.odcs.yaml", what, templates.contract(one))
    elif name == "gates":
        yield Template(_GATES, "gates", templates.gates(draft), draft.has_gates)
    else:
        yield Template(_TABLE, "table of where the parts are", templates.table(draft), draft.has_table)


def _left(root: Path, one: Template) -> str:
    there = one.there or (one.path if os.path.lexists(root / one.path) else "")
    return f": {there} is there and would be left alone" if there else ""


def _write(root: Path, one: Template) -> bool:
    """Write a file where there is none; never through a link, and so never out of the repository."""
    if one.there:
        print_safely(f"left alone  {one.there} ({one.what}): it is there already")
        return False
    path = root / one.path
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise UsageError(f"{one.path} leads out of the repository")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(redacted(one.text).encode())
    except FileExistsError:
        print_safely(f"left alone  {one.path} ({one.what}): it is there already")
        return False
    except OSError as error:
        raise UsageError(f"{one.path}: {error.strerror or error}") from None
    print_safely(f"wrote       {one.path} ({one.what})")
    return True


def _next(written: Sequence[Template]) -> None:
    if not written:
        print_safely("Nothing was written. `mle-reviewer init --dry-run` prints the templates.")
        return
    places = sum(one.text.count(": TODO") + one.text.count("- TODO") for one in written)
    what = (
        f"replace the {places} places that say TODO, delete what does not apply" if places else "read what was written"
    )
    print_safely(f"Next: {what}, then run `mle-reviewer review --all` and read its checklist.")
