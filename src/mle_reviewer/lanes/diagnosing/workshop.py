"""A full copy of the reviewed tree in which the project's own code may run, and the surroundings that it runs in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mle_reviewer.lanes.process import Limits, Ran, run
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.lanes.whereabouts import Whereabouts
from mle_reviewer.sources.change import Change, Tree
from mle_reviewer.sources.export import export, export_from_disk
from mle_reviewer.sources.folder import FOLDER
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.work_tree import WORKING_TREE

_MOST: Final = 4 << 30  # of a copy
SECONDS: Final = 1_800.0


@dataclass(frozen=True, slots=True)
class Workshop:
    """The copy, a folder beside it for what is written, and the programs that are there."""

    copy: Path
    scratch: Path
    where: Whereabouts
    environment: Mapping[str, str]
    seconds: float

    def start(self, command: Sequence[str]) -> Ran:
        """Runs a command in the copy, with limits that a test suite needs."""
        limits = Limits(seconds=self.seconds, memory=16 << 30, file=4 << 30, output=64 << 20)
        return run(command, str(self.copy), self.environment, limits)

    def program(self, word: str) -> str | None:
        """The program that the first word of a command means: one of the copy (`./eval.sh`), or an installed one."""
        if "/" in word:
            path = Path(os.path.realpath(self.copy / word))
            return str(path) if self.copy in path.parents and os.access(path, os.X_OK) else None
        found = self.where.find(word)
        return found.path if found is not None else None


@contextmanager
def workshop(tree: Tree, change: Change, settings: LaneSettings) -> Iterator[tuple[Workshop, tuple[Gap, ...]]]:
    """A workshop for one tree, with what could not be copied into it; it is gone afterwards."""
    folder = Path(os.path.realpath(tempfile.mkdtemp(prefix="mle-reviewer-run-")))
    try:
        copy, scratch = folder / "tree", folder / "scratch"
        copy.mkdir(mode=0o700)
        scratch.mkdir(mode=0o700)
        if tree.label in {WORKING_TREE, FOLDER} and change.root:
            gaps = export_from_disk(change.root, tree.paths(), str(copy), _MOST)
        else:
            gaps = export(tree, tree.paths(), str(copy), _MOST)
        where = Whereabouts.of(change, settings.environment)
        environment = _surroundings(settings, where, copy, scratch)
        yield Workshop(copy, scratch, where, environment, settings.seconds or SECONDS), gaps
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _surroundings(settings: LaneSettings, where: Whereabouts, copy: Path, scratch: Path) -> dict[str, str]:
    """No token and no home of the user's; the copy's modules go before those of an editable installation."""
    kept = {name: settings.environment[name] for name in ("LANG", "LC_ALL", "TZ") if name in settings.environment}
    roots = [copy, *(copy / name for name in ("src", "lib") if (copy / name).is_dir())]
    return {
        **kept,
        "PATH": where.search_path,
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "XDG_CACHE_HOME": str(scratch),
        "PYTHONPATH": os.pathsep.join(map(str, roots)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONNOUSERSITE": "1",
        "NO_COLOR": "1",
        "TERM": "dumb",
        "CI": "true",
        "MPLBACKEND": "Agg",
        "WANDB_MODE": "offline",
    }
