"""The lanes that the command line asks for, and the briefs that they hand on, written for people."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from mle_reviewer.faces.streams import UsageError, Watch, save
from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.card import Card
from mle_reviewer.findings.lane import LANES
from mle_reviewer.findings.redact import redacted
from mle_reviewer.lanes.errand import Lanes
from mle_reviewer.policy.policy import Policy
from mle_reviewer.reports.briefs import brief_as_markdown
from mle_reviewer.reports.contract import brief_record, encodable_dump
from mle_reviewer.review.journey import LanesUnder


def lanes_of(arguments: Namespace, watch: Watch) -> LanesUnder | None:
    """The lanes under the policy in force, or None where the user wants none."""
    if arguments.no_lanes:
        if arguments.run or arguments.lane or arguments.briefs:
            raise UsageError("--no-lanes starts nothing, so --run, --lane and --briefs say nothing; leave one out")
        return None

    def under(policy: Policy, cards: Mapping[str, Card]) -> Lanes:
        from mle_reviewer.lanes.composing import composed
        from mle_reviewer.lanes.roster.all import lanes
        from mle_reviewer.lanes.settings import LaneSettings

        known = {*LANES, *(tool.name for lane in lanes() for tool in lane.tools)}
        for name in arguments.lane:
            if name not in known:
                raise UsageError(f"--lane {name}: there is none of that name; there are {', '.join(sorted(known))}")
        rules = policy.lanes
        settings = LaneSettings(
            run=arguments.run or rules.run,
            online=arguments.online,
            asked=frozenset((*arguments.lane, *rules.ask)),
            off=frozenset(rules.off),
            closed=_closed(os.environ),
            seconds=float(rules.seconds),
            environment=dict(os.environ),
            commands=rules.commands,
            say=watch.say,
        )
        return composed(settings, cards)

    return under


def _closed(env: Mapping[str, str]) -> str:
    """A run with the base's secrets on a stranger's change starts nothing that reads that change."""
    if env.get("GITHUB_EVENT_NAME") == "pull_request_target":
        return "pull_request_target runs with the secrets of the base: nothing is started; use pull_request"
    return ""


def save_briefs(briefs: Iterable[Brief], folder: str) -> None:
    """Writes each brief as Markdown, and all of them as JSON."""
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--briefs {folder}: {error.strerror or error}") from None
    records = []
    for brief in briefs:
        save(redacted(brief_as_markdown(brief)), str(target / f"{brief.lane}.md"), "--briefs")
        records.append(brief_record(brief))
    text = encodable_dump(records) + "\n"
    save(redacted(text), str(target / "briefs.json"), "--briefs")
