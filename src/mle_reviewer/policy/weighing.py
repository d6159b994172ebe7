"""Applies a policy's severities and path rules to findings, and counts what they switch off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from mle_reviewer.findings.card import Severity
from mle_reviewer.findings.finding import Finding
from mle_reviewer.findings.review import Silenced
from mle_reviewer.policy.policy import DEFAULT, TESTS, PathRule, Policy


def weighed(
    findings: Iterable[Finding], policy: Policy, usual: Mapping[str, Severity], about_tests: Collection[str] = ()
) -> tuple[tuple[Finding, ...], tuple[Silenced, ...]]:
    """The findings with the severities that policy gives them, without those it switches off, and the count of those.

    `usual` is the severity on each check's card; checks `about_tests` are not bounded by the default rule for tests.
    """
    kept: list[Finding] = []
    silenced: Counter[str] = Counter()
    for finding in findings:
        rule = policy.path_rule(finding.at.path, finding.check)
        if rule is TESTS and finding.check in about_tests:
            rule = None
        if finding.check in policy.severities and policy.severities[finding.check] is None:
            silenced[f"severity.{finding.check} = off in {policy.origin}"] += 1
        elif rule is not None and rule.ceiling is None:
            silenced[_rule_words(rule)] += 1
        else:
            severity = _severity(finding, policy, usual)
            if rule is not None and rule.ceiling is not None:
                severity = min(severity, rule.ceiling)
            kept.append(finding if severity == finding.severity else replace(finding, severity=severity))
    return tuple(kept), tuple(Silenced(rule, count) for rule, count in sorted(silenced.items()))


def _severity(finding: Finding, policy: Policy, usual: Mapping[str, Severity]) -> Severity:
    """The policy's severity replaces the card's; a finding that its check holds to be mild stays mild."""
    told = policy.severities.get(finding.check)
    if told is None:
        return finding.severity
    milder = finding.severity < usual.get(finding.check, finding.severity)
    return min(told, finding.severity) if milder else told


def _rule_words(rule: PathRule) -> str:
    where = "default paths" if rule.origin == DEFAULT else f"paths in {rule.origin}"
    return f"{where}: {', '.join(rule.match[:3])}{' …' if len(rule.match) > 3 else ''} = off"  # noqa: PLR2004
