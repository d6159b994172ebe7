"""`mle-reviewer review`: reads the change, reviews it, prints the report, and turns the decision into an exit code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from mle_reviewer.faces.cli import UNFINISHED, where
from mle_reviewer.faces.lanes import lanes_of, save_briefs
from mle_reviewer.faces.streams import UsageError, Watch, print_out, save, wants_colour
from mle_reviewer.findings.lane import LaneRun
from mle_reviewer.findings.review import Review
from mle_reviewer.judge.case import AnswersError, Judge, Model
from mle_reviewer.lanes.junit import ResultsError, junit_run
from mle_reviewer.policy.policy import FailOn, PolicyError
from mle_reviewer.reports.render import rendered
from mle_reviewer.reports.rule import Rule
from mle_reviewer.review.engine import Engine, built_in
from mle_reviewer.review.journey import Settings, review, unfinished
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.ci import in_ci
from mle_reviewer.sources.git import SourceError
from mle_reviewer.sources.reading import read_change


def run(arguments: Namespace) -> int:
    """Review, report, decide."""
    return run_with(arguments, None)


def run_with(arguments: Namespace, engine: Engine | None) -> int:
    """The same with another analysis than the built-in one."""
    results = tuple(_junit(path) for path in arguments.junit)
    watch = Watch(timing=arguments.timing)
    try:
        reviewed, fail_on, report = _reported(arguments, engine, results, watch)
    finally:
        watch.close()
    if arguments.format == "github":
        from mle_reviewer.faces.summary import append_summary

        append_summary(reviewed, os.environ)
    for form, path in arguments.also:
        save(rendered(reviewed, form, described=_described), path, "--also")
    if arguments.briefs:
        save_briefs(reviewed.briefs, arguments.briefs)
    if arguments.output:
        save(report, arguments.output)
        report = f"Decision: {reviewed.decision.verdict} (report: {arguments.output})\n"
    print_out(report)
    return exit_code(reviewed, arguments.fail_on or fail_on)


def exit_code(reviewed: Review, fail_on: FailOn) -> int:
    """0 passes, 1 fails, 3 was not completed."""
    if reviewed.incomplete:
        return UNFINISHED
    failing = {"block": {"BLOCK"}, "warning": {"BLOCK", "APPROVE WITH WARNINGS"}, "never": set[str]()}
    return int(reviewed.decision.verdict in failing[fail_on])


def jobs_of(arguments: Namespace) -> int:
    """As many processes as were asked for, or as this one may use CPUs."""
    if arguments.jobs:
        return int(arguments.jobs)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _reported(
    arguments: Namespace, engine: Engine | None, results: tuple[LaneRun, ...], watch: Watch
) -> tuple[Review, FailOn, str]:
    """The review and its report; an error of our own becomes a review that could not be completed, never a pass."""
    change: Change | None = None
    try:
        watch.say("reading the change")
        change = _change(arguments)
        strict = arguments.strict or in_ci(os.environ)
        settings = Settings(
            jobs_of(arguments),
            strict,
            results,
            lanes=lanes_of(arguments, watch),
            given=bool(arguments.ci_log or arguments.coverage or arguments.ci_status or arguments.online),
            leads=arguments.leads,
            say=watch.say,
            judge=_judge(arguments, watch),
        )
        done = review(change, engine or built_in(), settings)
        watch.say("writing the report")
        return done.review, done.policy.fail_on, _rendered(done.review, arguments)
    except (UsageError, PolicyError, SourceError):
        raise
    except AnswersError as error:
        raise UsageError(f"--answers {error}") from None
    except Exception as error:  # noqa: BLE001 - a bug must not read as approval, nor reach the user as a traceback
        reviewed = unfinished(f"internal error: {where(error)}", change, results)
        return reviewed, "block", _rendered(reviewed, arguments)


def _rendered(reviewed: Review, arguments: Namespace) -> str:
    colour = not arguments.output and wants_colour(sys.stdout, os.environ)
    return rendered(reviewed, arguments.format, colour=colour, described=_described)


def _described(check: str) -> Rule | None:
    from mle_reviewer.faces.checks import described

    return described(check)


def _judge(arguments: Namespace, watch: Watch) -> Judge | None:
    """The judge that was asked for."""
    if not arguments.judge:
        if arguments.answers or arguments.judge_budget:
            raise UsageError("--answers and --judge-budget belong to --judge MODEL")
        return None
    from mle_reviewer.judge.judging import BUDGET, LedgerJudge
    from mle_reviewer.judge.kept import Kept
    from mle_reviewer.judge.served import Served, missing

    if why := missing():
        raise UsageError(f"--judge: {why}")
    model: Model = Served(arguments.judge)
    if arguments.answers:
        model = Kept(model, Path(arguments.answers))
    return LedgerJudge(model, arguments.judge_budget or BUDGET, watch.say)


def _change(arguments: Namespace) -> Change:
    path = Path(arguments.path)
    if not path.is_dir():
        what = "is a file" if path.exists() else "does not exist"
        raise UsageError(f"{arguments.path} {what}; PATH is any folder of the repository to review")
    if arguments.all and arguments.base:
        raise UsageError("--all reviews a whole tree, so --base says nothing; leave one of them out")
    return read_change(
        arguments.path, base=arguments.base, head=arguments.head, staged=arguments.staged, all_files=arguments.all
    )


def _junit(path: str) -> LaneRun:
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"--junit {path}: {error.strerror or error}; run the tests first, or leave it out") from None
    try:
        return junit_run(data, path)
    except ResultsError as error:
        raise UsageError(f"--junit {error}") from None
