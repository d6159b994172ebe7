"""Where in the reviewed tree the cause of a failure stands: a line of code, a requirement, a step, an image's line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from mle_reviewer.findings.finding import Step
from mle_reviewer.lanes.failures.choosing import Cause
from mle_reviewer.lanes.ground import Ground
from mle_reviewer.sources.document import kind_of
from mle_reviewer.sources.location import Location

_LOCKS: Final = ("poetry.lock", "uv.lock", "Pipfile.lock", "pixi.lock", "pdm.lock")
_WORD: Final = 4  # letters of a word that can be looked for
_MOST: Final = 400  # documents that are searched for words
_NAMED_FILE: Final = re.compile(r"(?:-r|--requirement|-c|--constraint|--file|-f)[ =]?([\w./-]+\.(?:txt|in|toml|ya?ml))")
_ATTRIBUTE: Final = re.compile(r"self\.(\w+)(?:\[[^\]]*\])?\(")


@dataclass(frozen=True, slots=True)
class Placed:
    """A place, how sure it is, and the steps that lead there."""

    at: Location
    exact: bool
    steps: tuple[Step, ...] = ()


def placed(cause: Cause, ground: Ground) -> Placed | None:
    """The place of a cause, None where the repository has none for it."""
    for way in (*cause.said.rule.about, "step", "job"):
        found = _WAYS[way](cause, ground)
        if found is not None:
            return found
    return None


def _frame(cause: Cause, ground: Ground) -> Placed | None:
    """The innermost line of the project's own code that the error went through, and the way down to it."""
    if cause.trace is None:
        return None
    inner: list[tuple[Location, str]] = []
    for frame in cause.trace.frames:
        path = ground.path_of(frame.path)
        if path is not None:
            inner.append((Location(path, *_line_of(ground.lines(path), frame.line, frame.code)), frame.code))
    if not inner:
        return None
    at, code = inner[-1]
    steps = [Step(place, f"`{text}`" if text else "called here") for place, text in inner[-4:]]
    made = _declared(ground, at, code)
    steps += [Step(made, "the layer is built here")] if made is not None else []
    return Placed(at, exact=True, steps=tuple(steps))


def _line_of(lines: list[str], line: int, code: str) -> tuple[int]:
    """The line, or where its statement stands now that lines have moved."""
    words = " ".join(code.split())
    if words and not (0 < line <= len(lines) and words in " ".join(lines[line - 1].split())):
        same = [number for number, text in enumerate(lines, start=1) if words == " ".join(text.split())]
        if same:
            return (min(same, key=lambda number: abs(number - line)),)
    return (max(min(line, len(lines)), 1),)


def _declared(ground: Ground, at: Location, code: str) -> Location | None:
    """Where the part that a statement calls (`self.head(x)`) is built in the same class."""
    called = _ATTRIBUTE.findall(code)
    for name in called:
        made = re.compile(rf"\bself\.{re.escape(name)}\s*(?::[^=]+)?=\s*\S")
        above = [number for number, text in enumerate(ground.lines(at.path)[: at.line], start=1) if made.search(text)]
        if above:
            return Location(at.path, above[-1])
    return None


def _package(cause: Cause, ground: Ground) -> Placed | None:
    groups = cause.said.groups
    names = [groups[one] for one in ("package", "also", "third", "fourth") if groups.get(one)]
    for name in names:
        if cause.said.rule.kind == "ci-native-build-failed" and not re.search(r"[A-Za-z]", name):
            continue
        found = _requirement(ground, name, cause.line.step)
        if found is not None:
            return Placed(found, exact=True)
    return None


def _conflict(cause: Cause, ground: Ground) -> Placed | None:
    """Those requirements of the tree that a conflict names: the first is its place, the others stand beside."""
    index = next((number for number, line in enumerate(cause.job.lines) if line.number == cause.line.number), 0)
    told = " ".join(line.text for line in cause.job.lines[max(index - 12, 0) : index + 20])
    names = re.findall(
        r"(?<![\w./-])([A-Za-z][\w.-]{1,60}?)(?:\[[\w,-]+\])?(?=\s?(?:==|>=|<=|~=|!=|[<>]=?\s?\d)"
        r"|\s+[\d][\w.]*\s+depends on)",
        told,
    )
    places = [
        (name, at) for name in dict.fromkeys(names) if (at := _requirement(ground, name, cause.line.step)) is not None
    ]
    if not places:
        return None
    steps = tuple(Step(at, f"`{name}` is asked for") for name, at in places[:4])
    return Placed(places[0][1], exact=True, steps=steps)


def _requirement(ground: Ground, name: str, command: str) -> Location | None:
    spelled = r"[-_.]+".join(re.escape(part) for part in re.split(r"[-_.]+", name) if part)
    if not spelled:
        return None
    pattern = re.compile(rf"(?<![\w./@-]){spelled}(?![\w-]|\.\w)", re.IGNORECASE)
    asked = [path for one in _NAMED_FILE.findall(command) if (path := ground.path_of(one)) is not None]
    for path in dict.fromkeys((*asked, *ground.manifests(), *ground.images(), *ground.ci())):
        found = _word(ground.lines(path), pattern)
        if found:
            return Location(path, found)
    return None


def _word(lines: Iterable[str], pattern: re.Pattern[str]) -> int:
    return next(
        (
            number
            for number, text in enumerate(lines, start=1)
            if pattern.search(text.partition(" #")[0]) and not text.lstrip().startswith("#")
        ),
        0,
    )


def _module(cause: Cause, ground: Ground) -> Placed | None:
    """The first line of code that imports a module, where the log does not say which line it was."""
    name = cause.said.groups.get("module", "").partition(".")[0]
    frames = cause.trace.frames if cause.trace is not None else ()
    if not name or any("-packages" not in one.path and "/lib/python" not in one.path for one in frames):
        return None
    pattern = re.compile(rf"^\s*(?:import|from)\s+{re.escape(name)}\b")
    for path in sorted(path for path in ground.tree.paths() if path.endswith(".py"))[:_MOST]:
        found = _word(ground.lines(path), pattern)
        if found:
            return Placed(Location(path, found), exact=False)
    return None


def _file(cause: Cause, ground: Ground) -> Placed | None:
    groups = cause.said.groups
    path = ground.path_of(groups.get("file", "")) if groups.get("file") else None
    if path is None:
        path, line = _told_beside(cause, ground)
        return Placed(Location(path, line), exact=True) if path is not None else None
    line = int(groups.get("line") or 1)
    return Placed(Location(path, max(min(line, len(ground.lines(path)) or 1), 1)), exact=True)


def _told_beside(cause: Cause, ground: Ground) -> tuple[str | None, int]:
    """A path with a line that a linter says a few lines further on (`>>> Lint for a.py`, `--> a.py:3:1`)."""
    index = next((number for number, line in enumerate(cause.job.lines) if line.number == cause.line.number), 0)
    for line in (*cause.job.lines[index : index + 8], *cause.job.lines[max(index - 3, 0) : index]):
        for match in re.finditer(r"([\w./-]+\.\w{1,5})(?::(\d+))?", line.text):
            path = ground.path_of(match[1])
            if path is not None:
                return path, int(match[2] or 1)
    return None, 1


def _words(cause: Cause, ground: Ground) -> Placed | None:
    """Where CI, an image or a manifest spells a word that the cause names."""
    wanted = [
        value
        for name, value in cause.said.groups.items()
        if name not in {"what", "have", "wants"} and len(value) >= _WORD
    ]
    for word in wanted:
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        for path in (*ground.ci(), *ground.images(), *ground.manifests()):
            found = _word(ground.lines(path), pattern)
            if found:
                return Placed(Location(path, found), exact=True)
    return None


def _test(cause: Cause, ground: Ground) -> Placed | None:
    """The test that fails, by its name in its document."""
    said = cause.trace.test if cause.trace is not None else ""
    path_said, _, name = said.partition("::")
    path = ground.path_of(path_said) if path_said.endswith(".py") else None
    bare = re.split(r"[\[(]", (name or said).replace("::", "."))[0].rpartition(".")[2]
    paths = (
        [path]
        if path is not None
        else [one for one in ground.tree.paths() if re.search(r"(?:^|/)test_[^/]*\.py$|_test\.py$", one)]
    )
    pattern = re.compile(rf"^\s*(?:async )?def {re.escape(bare)}\b")
    for one in paths[:_MOST]:
        found = _word(ground.lines(one), pattern) if bare else 0
        if found:
            return Placed(Location(one, found), exact=True)
    return Placed(Location(path), exact=False) if path is not None else None


def _step(cause: Cause, ground: Ground) -> Placed | None:
    """The line of a workflow, an image or a script that holds the command which was running."""
    command = " ".join(re.sub(r"^(?:RUN|COPY|FROM|ADD)\s+(?=\S)", "", cause.line.step).split())
    if len(command) < 4:  # noqa: PLR2004 - `ls` stands everywhere
        return None
    first = command.partition(" && ")[0]
    for wanted in dict.fromkeys((command, first)):
        some = [(path, number) for path in (*ground.ci(), *ground.images(), *_scripts(ground))
                for number, text in enumerate(ground.lines(path), start=1)
                if wanted in " ".join(text.split())]  # fmt: skip
        if some:
            near = [one for one in some if _in_job(ground, one[0], cause.job.name)]
            path, number = (near or some)[0]
            return Placed(Location(path, number), exact=len(some) == 1)
    return None


def _scripts(ground: Ground) -> list[str]:
    return sorted(path for path in ground.tree.paths() if kind_of(path) in {"shell", "makefile"})[:_MOST]


def _in_job(ground: Ground, path: str, job: str) -> bool:
    return any(_key(text) and _key(text) == _bare(job) for text in ground.lines(path))


def _job(cause: Cause, ground: Ground) -> Placed | None:
    """The job of a workflow by its key or name; only where one alone has it."""
    wanted = _bare(cause.job.name)
    some = [Location(path, number) for path in ground.ci() for number, text in enumerate(ground.lines(path), start=1)
            if wanted and _key(text) == wanted]  # fmt: skip
    return Placed(some[0], exact=False) if len({one.path for one in some}) == 1 else None


def _key(text: str) -> str:
    named = re.match(r"\s{0,8}(?:name:\s*[\"']?(.+?)[\"']?\s*$|([\w-]+):\s*$)", text)
    return _bare(named[1] or named[2]) if named is not None else ""


def _bare(name: str) -> str:
    """A job's name without its matrix: `test (3.11, ubuntu)`, `Tests / py3`, `test-${{ matrix.x }}`."""
    return re.sub(r"\s*(?:\(.*\)|\$\{\{.*)\s*$", "", name.rpartition(" / ")[2]).strip().lower()


def _image(cause: Cause, ground: Ground) -> Placed | None:
    """The line of a recipe that names the base image, where the job builds one."""
    if not re.match(r"#|RUN|COPY|docker", cause.line.step) and not any(
        "docker build" in line.step for line in cause.job.lines[-1:]
    ):
        return None
    for path in ground.images()[:1]:
        found = _word(ground.lines(path), re.compile(r"^\s*(?:FROM|from)\b"))
        if found:
            return Placed(Location(path, found), exact=False)
    return None


def _lock(_cause: Cause, ground: Ground) -> Placed | None:
    there = sorted(path for path in ground.tree.paths() if path.rpartition("/")[2] in _LOCKS)
    return Placed(Location(there[0]), exact=len(there) == 1) if there else None


def _cuda(_cause: Cause, ground: Ground) -> Placed | None:
    """Where an image or a requirement chooses a build for CUDA."""
    pattern = re.compile(
        r"\+cu\d{2,3}\b|/whl/cu\d{2,3}\b|\bcuda[:=_-]?\d{2}|cuda:\d+\.\d+|\bcudatoolkit\b|\bpytorch-cuda\b"
    )
    for path in (*ground.images(), *ground.manifests(), *ground.ci()):
        found = _word(ground.lines(path), pattern)
        if found:
            return Placed(Location(path, found), exact=False)
    return None


_WAYS: Final = {
    "frame": _frame, "package": _package, "conflict": _conflict, "module": _module, "file": _file, "words": _words,
    "test": _test, "step": _step, "job": _job, "image": _image, "lock": _lock, "cuda": _cuda,
}  # fmt: skip


def code_of(lines: list[str], number: int) -> Iterator[str]:
    """The line of a place, for its fingerprint."""
    if 0 < number <= len(lines):
        yield " ".join(lines[number - 1].split())
