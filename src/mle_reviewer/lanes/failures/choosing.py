"""Which line of a job's log is the cause: the first that explains the others, in the step that failed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mle_reviewer.lanes.failures.around import AROUND
from mle_reviewer.lanes.failures.building import BUILDING
from mle_reviewer.lanes.failures.installing import INSTALLING
from mle_reviewer.lanes.failures.log import Job, Line
from mle_reviewer.lanes.failures.rule import EVENT, KILLER, ROOT, SYMPTOM, Rule, Said, fits
from mle_reviewer.lanes.failures.tensors import TENSORS
from mle_reviewer.lanes.failures.traces import Trace, traces

_RULES: Final = (*TENSORS, *BUILDING, *INSTALLING, *AROUND)
# Where nothing of these stands in a line, no rule fits it.
_HINT: Final = re.compile(
    r"(?i)error|fail|not found|no such|cannot|can't|could not|couldn't|unable|exit|kill|denied|timed? ?out|memory"
    r"|space|"
    r"mismatch|conflict|expected|require|unexpected|missing|unsupported|not supported|abort|fatal|limit|cancel|symbol|"
    r"libc|glibc|cuda|nccl|cudnn|cublas|reformat|hook|stopped|undefined|version|because|depends|no tests|collected 0|"
    r"not compatible|quota|shutdown|refused|lost|crash|core dumped|sigkill|invalid|unauthorized|broken|must be|no "
    r"module|"
    r"outdated|wheel|hash|credential|not set|two devices|dtype|shape|size|scalar|grad|out of|throttl|toomany|enospc"
    r"|oom|"
    r"^\s*[\w./-]+\.pyi?:\d+:\d+: "
)
_PASSING: Final = re.compile(
    r"^\s*(?:WARNING|Warning|DEPRECATION|DEBUG|INFO|notice|##\[(?:warning|debug|notice)\]|::warning|hint:|W\d{4}|I\d{4}"
    r"|\d{4}-\d\d-\d\d[ T][\d:.,]+:? (?:W|I|INFO|WARNING|DEBUG)\b|\[?(?:W|I)\d|env:|  (?!ERROR|FATAL|E: )[A-Z_]+: )"
    r"|\bWarning:|\bWARN\b"
    r"|(?:^|\s)(?:PASSED|XFAIL|SKIPPED)\b|^[+$] |Retrying (?:\(Retry|in \d)|\bRetry \d"
)
# What servers refuse matters where it ends something: as an error's own words, or behind the mark of one.
_SERVERS: Final = frozenset(
    {"ci-network", "ci-access-denied", "ci-rate-limited", "ci-secret-missing", "ci-artifact-missing"}
)
_MARKED: Final = re.compile(
    r"^\s*(?:##\[error\]|::error|(?:pip\.|urllib3?\.|requests\.|botocore\.|httpx\.|openai\."
    r"|huggingface_hub\.)?[\w.]*(?:Error|Exception|"
    r"Timeout|Credentials)\b|error\b|Error\b|ERROR\b|fatal:|FATAL|curl: |E: |npm ERR|remote: |denied: "
    r"|toomanyrequests|Input required"
    r"|gh: |Head \"http|Get \"http|rsync: |wget: |\"message\":|Failed to (?:fetch|download))"
)
_ENDED: Final = re.compile(
    r"##\[error\](?:Process completed with exit code (\d+)|The operation was cancel+ed|.*)|"
    r"^Error: Process completed with exit code|The command exited with status|^Process finished with exit code [1-9-]|"
    r"ERROR: Job failed(?:: exit (?:code|status) (\d+))?|The command \".*\" exited with (\d+)"
)
_GREEN: Final = re.compile(r"^(?:Job succeeded|Cleaning up orphan processes|Post job cleanup\.?)")
_FAILED_TEST: Final = re.compile(r"^(?:FAILED|ERROR) (?:\[[\d.]+s\] )?([^\s:]*[/.][^\s:]+)(?:::(\S+))?(?: - (.*))?$")
_ALONE: Final = re.compile(r"^(?:E\s+)?((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception)): (.+)")
_NEAR: Final = 4
_TALLY: Final = re.compile(r"={3,}.*?\b(\d+) (?:failed|errors?)\b")
_IMPORTS: Final = re.compile(
    r"^(?:ModuleNotFoundError: No module named '?(?P<module>[\w.]+)|ImportError: (?P<what>cannot import name "
    r"'(?P<name>\w+)' from"
    r" (?:partially initialized module )?'(?P<origin>[\w.]+)'.*|.*))"
)
_TEST: Final = Rule(
    "ci-test-failed", re.compile(""), "{name} fails: {what}",
    "Mend the code that it tests; if the new behaviour is meant, change what the test claims and say so.",
    EVENT, ("frame", "test", "step"),
)  # fmt: skip
_RAISED: Final = Rule(
    "ci-code-error", re.compile(""), "the code raises {what}",
    "Mend what leads to it at the line that is named, or what it is given there.", EVENT, ("frame", "step"),
)  # fmt: skip
_IMPORT: Final = Rule(
    "ci-import-error", re.compile(""), "{what}",
    "Install what provides `{module}` in the step (and state it among the requirements), or mend the name; a package "
    "of the project itself has to be installed (`pip install -e .`) or be on the path.", ROOT,
    ("frame", "module", "step"),
)  # fmt: skip
_UNKNOWN: Final = Rule(
    "ci-step-failed", re.compile(""), "the last that it says is: {what}", "Mend what it says.", SYMPTOM, ("step",)
)
_SYNTAX: Final = Rule(
    "ci-syntax-error", re.compile(""), "Python cannot read the file: {what}",
    "Mend the line, or run it on a version of Python that knows this syntax.", ROOT, ("frame", "step"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cause:
    """The cause of one job's failure: what is said, where in the log, under which command, and the code behind it."""

    job: Job
    line: Line
    said: Said
    trace: Trace | None = None
    others: int = 0  # further failures of the same job


def cause_of(job: Job) -> Cause | str:
    """The cause, or why none is named."""
    lines = job.lines
    end = _end(lines)
    if end is None and any(_GREEN.match(line.text) for line in lines[-400:]):
        return "the job passed"
    told = sorted([*_told(lines), *_raised(lines)], key=lambda one: one[0].index)
    if not told:
        return _last(job, end) if end is not None else "nothing in it says that it failed"
    first, last = _stretch(lines, end)
    for some in (
        [one for one in told if first <= one[0].index <= last],
        [one for one in told if one[0].index <= last],
        told,
    ):
        if some:
            chosen = [one for one in some if one[0].rule.level < SYMPTOM] or some
            said, trace = _best(chosen)
            tests = {one.test for _, one in chosen if one is not None and one.test}
            others = max(_tally(lines), len(tests)) - 1 if trace is not None and trace.test else 0
            return Cause(job, lines[said.index], said, trace, max(others, 0))
    return "no line says why it fails"


def _last(job: Job, end: int) -> Cause | str:
    """Where nothing known is said: the last words before the end."""
    start, _ = _stretch(job.lines, end)
    for index in range(end - 1, start, -1):
        text = job.lines[index].text.strip()
        if text and not text.startswith(("##[", "::")):
            begin = index
            while begin > start + 1 and job.lines[begin - 1].text.strip() and index - begin < _NEAR:
                begin -= 1
            what = " ".join(line.text.strip() for line in job.lines[begin : index + 1])
            return Cause(job, job.lines[index], Said(_UNKNOWN, index, text, {"what": what}))
    return "no line says why it fails"


def _best(told: list[tuple[Said, Trace | None]]) -> tuple[Said, Trace | None]:
    """What explains most, and of that the first; a test that fails is only explained by what its own error says."""
    return min(told, key=lambda one: (one[0].rule.level, one[0].index, one[1] is None))


def _end(lines: Sequence[Line]) -> int | None:
    found = next((index for index, line in enumerate(lines) if _ENDED.search(line.text)), None)
    while found is not None and any(_ENDED.search(line.text) for line in lines[found + 1 : found + 4]):
        found = next(index for index in range(found + 1, found + 4) if _ENDED.search(lines[index].text))
    return found


def _stretch(lines: Sequence[Line], end: int | None) -> tuple[int, int]:
    """The lines of the step that failed, as far as the log marks steps."""
    if end is None:
        return 0, len(lines) - 1
    start = next(
        (index for index in range(end, -1, -1) if lines[index].text.startswith(("##[group]Run ", "::group::Run "))), 0
    )
    return start, end


def _told(lines: Sequence[Line]) -> Iterable[tuple[Said, Trace | None]]:
    """What single lines say."""
    ignored: Said | None = None
    inside = False  # of a block of pytest, which prints code: there only what it marks is said
    for index, line in enumerate(lines):
        text = line.text
        if text.startswith("==="):
            inside = " FAILURES " in text or " ERRORS " in text
        if inside and not text.startswith(("E ", "Fatal", "#")) and "Captured" not in text:
            continue
        if not _HINT.search(text) or _PASSING.search(text):
            continue
        said = fits(_RULES, index, text.removeprefix("E  ").lstrip() if text.startswith("E  ") else text)
        if said is None:
            continue
        if said.rule.kind in _SERVERS and said.rule.level < SYMPTOM and not _MARKED.match(text):
            said = replace(said, rule=replace(said.rule, level=SYMPTOM))
        if said.rule.kind == "ci-python-version" and said.rule.level == SYMPTOM:
            ignored = said
        elif said.rule.kind == "ci-package-not-found" and ignored is not None and index - ignored.index < _NEAR:
            groups = {**said.groups, **{name: value for name, value in ignored.groups.items() if value}}
            said = Said(replace(ignored.rule, level=ROOT), index, said.text, groups)
        yield said, None


def _raised(lines: Sequence[Line]) -> Iterable[tuple[Said, Trace | None]]:
    """What errors of Python say, with the frames that lead to them."""
    found = traces(lines)
    for trace in found:
        yield _of_trace(trace), trace
    if not any(one.test for one in found):
        yield from _summed_up(lines)
    told = {one.index for one in found}
    for index, line in enumerate(lines):
        match = _ALONE.match(line.text)
        if match is not None and index not in told:
            trace = Trace(index, match[1], match[2], ())
            yield _of_trace(trace), trace


def _summed_up(lines: Sequence[Line]) -> Iterable[tuple[Said, Trace | None]]:
    """Tests that only the summary names."""
    for index, line in enumerate(lines):
        match = _FAILED_TEST.match(line.text)
        if match is not None:
            error, _, message = (match[3] or "").partition(": ")
            trace = Trace(index, error, message, (), f"{match[1]}::{match[2] or ''}".removesuffix("::"))
            yield _of_trace(trace), trace


def _of_trace(trace: Trace) -> Said:
    text = trace.said
    known = fits((*TENSORS, *BUILDING), trace.index, text)
    if known is not None and known.rule.level <= ROOT:
        return known
    imports = _IMPORTS.match(text)
    if imports is not None:
        groups = {name: value or "" for name, value in imports.groupdict().items()}
        groups = {**groups, "module": groups["module"] or groups["origin"], "what": text}
        return Said(_IMPORT, trace.index, text, groups)
    if trace.error in {"SyntaxError", "IndentationError", "TabError"}:
        return Said(_SYNTAX, trace.index, text, {"what": trace.message})
    known = fits((*INSTALLING, *AROUND), trace.index, text)
    if known is not None and known.rule.level <= ROOT and trace.error != "AssertionError" and not _own(trace):
        return known
    if trace.test:
        return Said(_TEST, trace.index, text, {"name": trace.test, "what": text})
    return Said(_RAISED, trace.index, text, {"what": text})


def _own(trace: Trace) -> bool:
    """Whether the project's own code raises the error: then a server's words in it are the project's."""
    inner = trace.frames[-1] if trace.frames else None
    return inner is not None and inner.code.startswith("raise ") and "-packages/" not in inner.path.replace("\\", "/")


def _tally(lines: Sequence[Line]) -> int:
    for line in reversed(lines):
        match = _TALLY.search(line.text)
        if match is not None:
            return int(match[1])
    return 0


KINDS: Final = frozenset({*(one.kind for one in _RULES), *(one.kind for one in (_TEST, _RAISED, _IMPORT, _SYNTAX))})
GRAVEST: Final = KILLER
