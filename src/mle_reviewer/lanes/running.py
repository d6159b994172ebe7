"""Runs the tools of the lanes that a change brings up, side by side, on copies of both sides of the change."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mle_reviewer.findings.lane import NOT_USED, NOTHING_TO_READ, LaneRun
from mle_reviewer.lanes.adoption import Adoption
from mle_reviewer.lanes.breaking import without_breaking
from mle_reviewer.lanes.cleaning import clean
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.lane import Lane
from mle_reviewer.lanes.process import Ran, run
from mle_reviewer.lanes.records.reader import RecordReader
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.lanes.tool import Report, SkippedError, Task, Tool
from mle_reviewer.lanes.whereabouts import Found, Whereabouts
from mle_reviewer.sources.change import Tree
from mle_reviewer.sources.document import TEXT_KINDS, Kind, kind_of
from mle_reviewer.sources.export import export
from mle_reviewer.sources.gap import Gap

_MOST: Final = 200 << 20  # of a copy
_OF_THE_PLACE: Final = ("LANG", "LC_ALL", "TZ")
_OF_THE_NETWORK: Final = (
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "REQUESTS_CA_BUNDLE",
)  # fmt: skip
_SETTINGS: Final = (".cfg", ".ini", ".toml", ".txt", ".typed", ".pyi", ".in")


@dataclass(frozen=True, slots=True)
class Called:
    """One tool of one lane, and what came of it on head and on base (None: not run there)."""

    lane: str
    tool: Tool
    version: str = ""
    head: Report | None = None
    base: Report | None = None
    skipped: str = ""

    def told(self, findings: int, repeated: int) -> LaneRun:
        """The run as a review tells it."""
        if self.head is None:
            return LaneRun(self.lane, self.tool.name, self.tool.quoted, "skipped", self.skipped,
                           diagnostic=self.tool.diagnostic)  # fmt: skip
        more = f"; {repeated:,} said already by another finding at the same place" if repeated else ""
        return LaneRun(self.lane, self.tool.name, self.tool.quoted, self.head.status, f"{self.head.why}{more}",
                       self.version, findings, self.tool.diagnostic)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ready:
    """A tool that can be started: where its program is, and what it is asked about."""

    lane: str
    tool: Tool
    found: Found
    paths: tuple[str, ...]


def called(lanes: Iterable[Lane], errand: Errand, settings: LaneSettings) -> tuple[tuple[Called, ...], tuple[Gap, ...]]:
    """What the tools of these lanes say; of a tool that two lanes have, the first one's run counts."""
    where = Whereabouts.of(errand.change, settings.environment)
    adoption = Adoption.of(errand.change.head)
    outcomes: list[Called] = []
    ready: list[Ready] = []
    seen: set[str] = set()
    for lane in lanes:
        for tool in lane.tools:
            if tool.name in seen or settings.leaves_out(lane.name, tool.name):
                continue
            seen.add(tool.name)
            one = _ready(lane, tool, errand, settings, where, adoption)
            if isinstance(one, Ready):
                ready.append(one)
            else:
                outcomes.append(Called(lane.name, tool, skipped=one))
        for reader in lane.records:
            files = settings.given.get(reader.kind, ())
            if files and not settings.leaves_out(lane.name, reader.told_as.name):
                outcomes.append(_given(lane.name, reader, files, errand))
    if not ready:
        return tuple(outcomes), ()
    done, gaps = _all(ready, errand, settings, where)
    return (*outcomes, *done), gaps


def _given(lane: str, reader: RecordReader, files: tuple[Path, ...], errand: Errand) -> Called:
    """What a reader makes of the files that the user gives."""
    return Called(lane, reader.told_as, head=_cleaned(reader.read(files, errand)))


def _ready(
    lane: Lane, tool: Tool, errand: Errand, settings: LaneSettings, where: Whereabouts, adoption: Adoption
) -> Ready | str:
    """The tool with its program, or why it is not started."""
    paths = errand.paths(*tool.reads)
    if settings.closed:
        return settings.closed
    if not paths:
        return NOTHING_TO_READ
    used = adoption.of_tool(tool.name, tool.signs)
    if used is None and not settings.names(lane.name, tool.name):
        return NOT_USED
    if tool.executes and not settings.run:
        return "it runs code of the project, and that was not asked for (--run)"
    if tool.needs_network and not settings.online:
        return "it asks a server, and that was not allowed (--online)"
    found = where.find(tool.program or tool.name, tool.project or tool.name)
    if found is None:
        told = f"used by the project ({used}), and " if used is not None else ""
        return f"{told}not installed here"
    return Ready(lane.name, tool, found, paths)


def _all(
    ready: Sequence[Ready], errand: Errand, settings: LaneSettings, where: Whereabouts
) -> tuple[list[Called], tuple[Gap, ...]]:
    """The tools run side by side, each on both sides of the change."""
    folder = Path(tempfile.mkdtemp(prefix="mle-reviewer-"))
    try:
        trees: list[tuple[str, Tree]] = [("head", errand.change.head)]
        trees += [("base", errand.change.base)] if errand.change.base is not None else []
        copies = {side: folder / side for side, _ in trees}
        gaps: list[Gap] = []
        kinds = frozenset(kind for one in ready for kind in one.tool.reads)
        for side, tree in trees:
            copies[side].mkdir(mode=0o700)
            missing = export(tree, _for_tools(tree, kinds), str(copies[side]), _MOST)
            gaps += [gap for gap in missing if gap.stage == "run"]
        with ThreadPoolExecutor(max(settings.jobs, 1)) as pool:
            jobs = [
                (one, {side: pool.submit(_one, one, side, copies[side], errand, settings, where) for side, _ in trees})
                for one in ready
            ]
            done = [_told(one, {side: job.result() for side, job in sides.items()}) for one, sides in jobs]
        return done, tuple(gaps)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _told(one: Ready, sides: dict[str, Report | str]) -> Called:
    head, base = sides["head"], sides.get("base")
    if isinstance(head, str):
        return Called(one.lane, one.tool, one.found.version, skipped=head)
    return Called(one.lane, one.tool, one.found.version, head, base if isinstance(base, Report) else None)


def _for_tools(tree: Tree, kinds: frozenset[Kind]) -> Iterator[str]:
    """What tools that only read want to see: text of code and settings, and what else one of them is about."""
    late: list[str] = []
    for path in tree.paths():
        name = path.rpartition("/")[2]
        if kind_of(path) in TEXT_KINDS or name.endswith(_SETTINGS) or name.startswith("."):
            yield path
        elif kind_of(path) in kinds:
            late.append(path)  # after the text, so that no artifact takes its room
    yield from late


def _one(one: Ready, side: str, copy: Path, errand: Errand, settings: LaneSettings, where: Whereabouts) -> Report | str:
    """One tool on one side: what it said, or why it was not started."""
    settings.say(f"running {one.tool.name} on {side}")
    named = one.paths if side == "head" else _before(one.paths, errand)
    there = tuple(path for path in named if (copy / path).is_file())

    def asked(paths: tuple[str, ...]) -> Report | str:
        scratch = Path(tempfile.mkdtemp(prefix=f"{one.tool.name}-", dir=copy.parent))
        task = Task(one.found.path, copy, scratch, paths, errand, side)
        try:
            command = one.tool.command(task)
        except SkippedError as error:
            return str(error)
        limits = replace(one.tool.limits, seconds=settings.seconds) if settings.seconds else one.tool.limits
        try:
            ran = run(command, str(copy), bounded_environment(settings, where, scratch, one.tool), limits)
        except OSError as error:
            return Report("incomplete", f"it could not be started: {error.strerror or error}")
        return _read(one.tool, ran, task)

    return without_breaking(asked, there) if one.tool.breaks else asked(there)


def _before(paths: Iterable[str], errand: Errand) -> Iterator[str]:
    """What these paths were called in base."""
    names = {file.path: file.old_path for file in errand.change.files}
    yield from (old for path in paths if (old := names.get(path, path)) is not None)


def _read(tool: Tool, ran: Ran, task: Task) -> Report:
    if ran.ended_by:
        return Report("incomplete", ran.ended_by)
    try:
        report = tool.read(ran, task)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        words = clean(ran.last_words, str(task.folder), str(task.scratch), most=200)
        said = f": {words}" if words else ""
        return Report("incomplete", f"its output cannot be read ({type(error).__name__}){said}", unreadable=True)
    return _cleaned(report, str(task.folder), str(task.scratch))


def _cleaned(report: Report, *folders: str) -> Report:
    return replace(
        report,
        why=clean(report.why, *folders),
        faults=tuple(
            replace(
                fault,
                rule=clean(fault.rule, most=60).replace(" ", "-"),
                message=clean(fault.message, *folders),
                fix=clean(fault.fix, *folders),
            )
            for fault in report.faults
        ),
    )


def bounded_environment(settings: LaneSettings, where: Whereabouts, scratch: Path, tool: Tool) -> dict[str, str]:
    """What a tool is told of its surroundings: no token, no home of the user's, a proxy only where it may ask one."""
    wanted = (*_OF_THE_PLACE, *(_OF_THE_NETWORK if tool.needs_network else ()))
    kept = {name: settings.environment[name] for name in wanted if name in settings.environment}
    return {
        **kept,
        "PATH": where.search_path,
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "XDG_CACHE_HOME": str(scratch),
        "XDG_CONFIG_HOME": str(scratch),
        "NO_COLOR": "1",
        "TERM": "dumb",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONSAFEPATH": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONNOUSERSITE": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "SEMGREP_ENABLE_VERSION_CHECK": "0",
        **tool.environment,
    }
