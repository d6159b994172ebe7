"""The project's own commands that its policy names (a smoke evaluation, a check of the data): tests like the others."""

from __future__ import annotations

import shlex
from typing import Final

from mle_reviewer.findings.lane import LaneRun, LaneStatus
from mle_reviewer.lanes.cleaning import clean
from mle_reviewer.lanes.diagnosing.workshop import Workshop, workshop
from mle_reviewer.lanes.errand import Errand
from mle_reviewer.lanes.settings import LaneSettings
from mle_reviewer.sources.gap import Gap

_WORDS: Final = 300


def commands_run(errand: Errand, settings: LaneSettings) -> tuple[tuple[LaneRun, ...], tuple[Gap, ...]]:
    """One run for each command, in the order of the policy; each in a copy of its own."""
    runs: list[LaneRun] = []
    gaps: list[Gap] = []
    for name, command in settings.commands.items():
        quoted = clean(shlex.join(command), most=_WORDS)
        if settings.closed or not settings.run:
            why = settings.closed or "it runs code of the project, and that was not asked for (--run)"
            runs.append(LaneRun("tests", name, quoted, "skipped", why))
            continue
        settings.say(f"running {name}")
        with workshop(errand.change.head, errand.change, settings) as (shop, missing):
            status, why = _outcome(shop, command)
        runs.append(LaneRun("tests", name, quoted, status, why))
        gaps += missing
    return tuple(runs), tuple(gaps)


def _outcome(shop: Workshop, command: tuple[str, ...]) -> tuple[LaneStatus, str]:
    program = shop.program(command[0])
    if program is None:
        return "incomplete", f"{clean(command[0])} is neither installed here nor an executable file of the project"
    ran = shop.start([program, *command[1:]])
    folders = (str(shop.copy), str(shop.scratch))
    if ran.ended_by:
        return "incomplete", ran.ended_by
    last = [line for line in ran.text.splitlines() if line.strip()][-1:]
    said = clean(" ".join(last) or ran.last_words, *folders, most=_WORDS)
    if ran.code == 0:
        return "passed", said or "ended with code 0"
    return "failed", clean(f"ended with code {ran.code}: {ran.last_words or said}", *folders, most=_WORDS)
