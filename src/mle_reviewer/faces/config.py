"""`mle-reviewer config show`: the policy in force, where each value comes from, and what holds for one file."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator

from mle_reviewer.checks import registry
from mle_reviewer.faces.streams import print_safely
from mle_reviewer.findings.card import Severity
from mle_reviewer.policy.house import HOUSE
from mle_reviewer.policy.policy import DEFAULT, Ceiling, PathRule, Policy
from mle_reviewer.policy.reading import read_policy
from mle_reviewer.sources.change import Change
from mle_reviewer.sources.reading import read_change


def run(arguments: Namespace) -> int:
    """Print it."""
    change = read_change(arguments.repository, base=arguments.base, all_files=arguments.all)
    policy = read_policy(change.base or change.head, {*registry.cards(), *HOUSE})
    print_safely("\n".join(_lines(policy, change)))
    if arguments.file:
        print_safely("\n".join(_for_file(policy, _relative(arguments.file, change))))
    return 0


def _lines(policy: Policy, change: Change) -> Iterator[str]:
    yield f"For a review of {change.how}:"
    if policy.origin == DEFAULT:
        yield f"Policy: none in {policy.at}, so the defaults hold."
    else:
        yield f"Policy: {policy.origin} in {policy.at}."
    values = {
        "fail-on": policy.fail_on,
        "gaps": policy.gaps,
        "baseline": policy.baseline,
        "waivers": policy.waivers,
        "waivers-in-change": str(policy.waivers_in_change).lower(),
    }
    for key, value in values.items():
        yield f"  {key} = {value}  ({policy.origin if key in policy.set_keys else DEFAULT})"
    for check, severity in sorted(policy.severities.items()):
        yield f"  severity.{check} = {_word(severity)}  ({policy.origin})"
    for rule in policy.paths:
        yield f"  paths: {_rule(rule)}  ({rule.origin})"
    for claim in policy.not_applicable:
        until = f" until {claim.until}" if claim.until else ""
        yield f"  not-applicable: {claim.item}{until}: {claim.reason}  ({policy.origin})"
    rules = policy.lanes
    set_words = {
        "run": str(rules.run).lower(),
        "off": ", ".join(rules.off) or "nothing",
        "ask": ", ".join(rules.ask) or "nothing",
        "seconds": f"{rules.seconds}" if rules.seconds else "as each tool needs",
        **{f"commands.{name}": " ".join(command) for name, command in rules.commands.items()},
    }
    for key, value in set_words.items():
        yield f"  lanes.{key} = {value}  ({policy.origin if 'lanes' in policy.set_keys else DEFAULT})"


def _for_file(policy: Policy, path: str) -> Iterator[str]:
    yield f"For findings in {path} (the first rule that matches holds):"
    rules = [rule for rule in policy.paths if any(rule.applies(path, check) for check in (rule.checks or {""}))]
    for rule in rules:
        yield f"  {_rule(rule)}  ({rule.origin})"
        if not rule.checks:
            return
    yield "  as each check says" if not rules else "  otherwise as each check says"


def _rule(rule: PathRule) -> str:
    checks = f" for {', '.join(sorted(rule.checks))}" if rule.checks else ""
    limit = "off" if rule.ceiling is None else f"at most {_word(rule.ceiling)}"
    return f"{', '.join(rule.match)} = {limit}{checks}"


def _word(severity: Ceiling) -> str:
    return severity.name.lower() if isinstance(severity, Severity) else "off"


def _relative(path: str, change: Change) -> str:
    """The path from the root of the repository, whether it was given so or from the current folder."""
    from_here = os.path.relpath(os.path.realpath(path), os.path.realpath(change.root or "."))
    return path if path in change.head.paths() or from_here.startswith(os.pardir) else from_here
