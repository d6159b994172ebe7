"""MI5: whether a runbook has a section for each of the five ways in which a served model fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mle_reviewer.checks.stating import evidence
from mle_reviewer.findings.evidence import Answer
from mle_reviewer.knowledge.headings import BAD_MODELS, NO_LABELS, OVERLOAD, RUNBOOKS, SCHEMAS, STALE
from mle_reviewer.system.declared import named as named_in_table
from mle_reviewer.system.manifests import location
from mle_reviewer.system.questions.monitoring.watching import serves_a_model
from mle_reviewer.system.questions.pages.links import page
from mle_reviewer.system.questions.serving.returning import ways_back
from mle_reviewer.system.tiers import tier

if TYPE_CHECKING:
    from mle_reviewer.program.prose.page import Section
    from mle_reviewer.system.system import System

ITEM = "MI5"
_OVERLOAD: Final = "overload of the model server"
_JOBS: Final = re.compile(
    r"(?i)\b(?:airflow|dags?|tasks?|training|trainer|spark|jobs?|pipelines?|builds?|docker desktop|databases?|"
    r"postgres\w*|kafka|mlflow|connections?|filebeat|fluent\w*|logstash|elastic\w*|kibana|grafana|prometheus|flink|"
    r"jenkins|zookeeper|minio|jaeger|debezium)\b"
)
# What a page on overload speaks of: something that answers, and not the memory of another program or of a build.
_ANSWERING: Final = re.compile(
    r"(?i)\b(?:apis?|servers?|services?|serving|endpoints?|requests?|responses?|latency|traffic|inference|replicas?|hpa|"
    r"autoscal\w*|scale|predict\w*|p9[059]|5xx|50[0-4]|rps|qps|deploy\w*|docker|kubectl|"
    r"containers?|pods?)\b"
)
_SCENARIOS: Final = {
    "stale features": re.compile(
        r"(?i)\b(?:stale|freshness|outdated|feature (?:store|lag|delay)|late (?:data|features)|feature materiali[sz]|"
        r"stalled|feeds? (?:is )?down|materiali[sz]\w{0,6} (?:lag|fail))"
    ),
    "missing labels": re.compile(
        r"(?i)(?:missing|late|delayed|no|absent) (?:\w+ )?(?:labels?|ground truth|outcomes|actuals)"
        r"|labels? (?:\w+ )?(?:missing|late|delay|lag|arriv|stop)"
    ),
    _OVERLOAD: re.compile(
        r"(?i)\b(?:overload|saturat|latency|out of memory|oom|high (?:cpu|load|memory|traffic)|queue|5xx|error rate|"
        r"timeouts?|throughput|capacity)"
    ),
    "schema drift": re.compile(r"(?i)\bschema|(?:feature|data|input) drift|contract (?:break|violation)"),
    "promotion of a bad artifact": re.compile(
        r"(?i)\b(?:bad|wrong|broken|corrupt\w*) (?:\w+ )?(?:model|artifact|release|promotion|deploy\w*)"
        r"|failed promotion|roll(?:ing)?[- ]?back|model (?:quality|regression|degrad)"
    ),
}
_RUNBOOK: Final = re.compile(r"(?i)runbook|playbook|incident|on[-_ ]?call|troubleshoot|operations")
_JOINED: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")
_MODEL: Final = re.compile(r"(?i)\b(?:models?|artifacts?|champion|checkpoints?)\b")
_BAD: Final = "promotion of a bad artifact"
_OTHERS: Final = {  # the same in other languages
    "stale features": STALE,
    "missing labels": NO_LABELS,
    _OVERLOAD: OVERLOAD,
    "schema drift": SCHEMAS,
    _BAD: BAD_MODELS,
}
_FOLDER: Final = re.compile(r"(?i)(?:run|play)books?/")


def answer(system: System) -> Answer:
    """Evidence are sections of runbooks, by their headings; scenarios without one are missing, by name."""
    if serves_a_model(system) is None:
        return Answer(ITEM, reason="nothing in the repository serves a model")
    found: dict[str, tuple[str, Section]] = {}
    pages, declared = 0, named_in_table(system, "runbooks")
    for path in system.of_kind("markdown"):
        read = page(system, path) if tier(path) in {"code", "docs"} else None
        if read is None or not read.sections:
            continue
        named = path in declared or any(
            (_FOLDER.search(path), _of_runbook(path.rpartition("/")[2]), _of_runbook(read.sections[0].title))
        )
        inside, depth = False, 0
        pages += named
        for one in read.sections:
            if _of_runbook(one.title):
                inside, depth = True, one.level
            elif inside and one.level <= depth:
                inside = False
            if one.filled and (named or inside):
                title = _JOINED.sub(" ", one.title)  # headings are often names of alerts: `HighLatency`
                for scenario, pattern in _SCENARIOS.items():
                    if scenario == _OVERLOAD and not _of_a_server(title, one, f"{path} {read.sections[0].title}"):
                        continue
                    if pattern.search(title) or any(word in title.lower() for word in _OTHERS[scenario]):
                        found.setdefault(scenario, (path, one))
    places = {scenario: (location(path, one.line), one.title) for scenario, (path, one) in found.items()}
    # a page that says by which commands a model goes back is what is read after a bad promotion, whatever it is called
    ways = [way for way in ways_back(system) if way.kind == "page" and way.commands and _MODEL.search(way.text)]
    if ways and (_BAD not in found or not _MODEL.search(found[_BAD][1].title)):
        best = max(ways, key=lambda way: len(_MODEL.findall(f"{way.name}\n{way.text}")))
        places[_BAD] = best.at, best.name
    return Answer(
        ITEM,
        evidence=tuple(evidence(ITEM, at, f"{scenario}: `{title}`") for scenario, (at, title) in places.items()),
        missing=tuple(scenario for scenario in _SCENARIOS if scenario not in places),
        looked_for=f"headings of {pages} runbooks" if pages else "runbooks, playbooks and pages on incidents",
        next_step=f"Write `docs/runbook.md` with a section on {next(one for one in _SCENARIOS if one not in places)}."
        if len(places) < len(_SCENARIOS)
        else "",
    )


def _of_a_server(title: str, one: Section, of: str) -> bool:
    """Whether a section on load is about what answers requests, by its words or those of its page."""
    said = "\n".join((of.replace("_", " "), title, one.text, *(fence.text for fence in one.fences)))
    return not _JOBS.search(title) and _ANSWERING.search(said) is not None


def _of_runbook(title: str) -> bool:
    return _RUNBOOK.search(title) is not None or any(word in title.lower() for word in RUNBOOKS)
