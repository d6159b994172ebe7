"""The review as JSON, the public contract `mle-reviewer/review/1` (its schema stands beside this file)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from mle_reviewer import __version__
from mle_reviewer.findings.brief import Brief
from mle_reviewer.findings.checklist import TITLES
from mle_reviewer.findings.evidence import Verdict
from mle_reviewer.findings.finding import Finding, Step, Waived
from mle_reviewer.findings.lane import LANES, LaneRun
from mle_reviewer.findings.map import Map
from mle_reviewer.findings.review import SCHEMA, Review, ReviewedChange
from mle_reviewer.findings.words import CONFIDENCES
from mle_reviewer.policy.ledger import blockers_found
from mle_reviewer.reports.plain import encodable
from mle_reviewer.sources.gap import Gap
from mle_reviewer.sources.location import Location

SCHEMA_FILE: Final = Path(__file__).with_name("review.schema.json")


def as_json(review: Review) -> str:
    """The whole review. Only ASCII leaves, so that no text of the repository can steer a terminal."""
    return encodable_dump(as_record(review)) + "\n"


def encodable_dump(record: object) -> str:
    """A record as JSON in ASCII; what is no character (a file name in another encoding) is written out."""
    return json.dumps(_clean(record), indent=2)


def as_record(review: Review) -> dict[str, Any]:
    """The review as plain objects, in the order of the contract."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "mle-reviewer", "version": __version__},
        "change": _change(review.change),
        "decision": {
            "verdict": review.decision.verdict,
            "reasons": list(review.decision.reasons),
            "because": list(review.decision.because),
            "primary_risks": list(review.decision.primary_risks),
            "follow_ups": list(review.decision.follow_ups),
        },
        "findings": [_finding(finding) for finding in review.findings],
        "fixed": [_finding(finding) for finding in review.fixed],
        "ledger": [_verdict(verdict) for verdict in review.ledger],
        "blockers": [
            {"id": one.id, "says": one.says, "findings": list(one.findings)} for one in blockers_found(review.findings)
        ],
        "lanes": [_lane(lane) for lane in review.lanes],
        "briefs": [brief_record(brief) for brief in review.briefs],
        "leads": [_finding(lead) for lead in review.leads],
        "gaps": [_gap(gap) for gap in review.gaps],
        "silenced": [{"rule": one.rule, "count": one.count} for one in review.silenced],
        "system": map_record(review.system),
        "incomplete": review.incomplete or None,
    }


def map_as_json(drawn: Map) -> str:
    """The system map alone, as the review's `system`."""
    return encodable_dump(map_record(drawn)) + "\n"


def map_record(drawn: Map) -> dict[str, Any]:
    """The system map as plain objects."""
    return {
        "nodes": [
            {"id": one.id, "role": one.role, "name": one.name, "model": one.model, **_spot(one.at), "says": one.says}
            for one in drawn.nodes
        ],
        "edges": [
            {"source": one.source, "target": one.target, "says": one.says, **_spot(one.at)} for one in drawn.edges
        ],
        "gaps": [{"node": one.node, "says": one.says, **_spot(one.at)} for one in drawn.gaps],
    }


def _spot(at: Location) -> dict[str, Any]:
    return {"path": at.path, "line": at.line, "cell": at.cell}


def _change(change: ReviewedChange) -> dict[str, Any]:
    return {
        "base": change.base,
        "head": change.head,
        "how": change.how,
        "surfaces": list(change.surfaces),
        "files": [
            {"path": file.path, "old_path": file.old_path, "status": file.status, "surfaces": list(file.surfaces)}
            for file in change.files
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "area": finding.area,
        "severity": finding.severity.name,
        "confidence": CONFIDENCES[finding.confidence],
        "risk": finding.risk,
        "items": list(finding.items),
        "tags": list(finding.tags),
        "scope": finding.scope,
        **_place(finding.at),
        "title": finding.title,
        "issue": finding.issue,
        "fix": finding.fix,
        "trace": [_step(step) for step in finding.trace],
        "fingerprint": finding.fingerprint,
        "waived": None if finding.waived is None else _waived(finding.waived),
    }


def _place(at: Location) -> dict[str, Any]:
    return {
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "end_line": max(at.end_line, at.line),
        "cell": at.cell,
        "cell_id": at.cell_id,
        "raw_line": at.raw_line or at.line,
    }


def _step(step: Step) -> dict[str, Any]:
    return {"path": step.at.path, "line": step.at.line, "cell": step.at.cell, "says": step.says}


def _waived(waived: Waived) -> dict[str, Any]:
    return {
        "by": waived.by,
        "path": waived.at.path,
        "line": waived.at.line,
        "cell": waived.at.cell,
        "reason": waived.reason,
        "until": waived.until or None,
        "new": waived.new,
        "counts": waived.counts,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    grounds = [_step(step) for step in verdict.grounds]
    return {
        "item": verdict.item,
        "title": TITLES.get(verdict.item, ""),
        "model": verdict.model,
        "verdict": verdict.verdict,
        "says": verdict.says,
        "grounds": grounds,
        "next_step": verdict.next_step or None,
        "judged": {"by": verdict.judged_by, "recognised": verdict.recognised} if verdict.judged_by else None,
    }


def _lane(lane: LaneRun) -> dict[str, Any]:
    return {
        "lane": lane.lane,
        "tool": lane.tool,
        "version": lane.version or None,
        "command": lane.command,
        "status": lane.status,
        "why": lane.why,
        "findings": lane.findings,
        "diagnostic": lane.diagnostic or None,
    }


def brief_record(brief: Brief) -> dict[str, Any]:
    """A hand-off brief as plain objects."""
    return {
        "lane": brief.lane,
        "for": LANES.get(brief.lane, ""),
        "why": brief.why,
        "look": [_step(step) for step in brief.look],
        "questions": list(brief.questions),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"path": gap.path, "line": gap.line, "stage": gap.stage, "why": gap.why}


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value
