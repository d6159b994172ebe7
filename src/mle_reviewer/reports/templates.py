"""Templates of what a team declares: iteration note, data contract, gates and table, with what is known as comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mle_reviewer.findings.draft import DataDraft, Draft, MetricDraft, ModelDraft

_LONGEST: Final = 160
_OPEN: Final = "What still says TODO speaks for nothing."


def _plain(text: str) -> str:
    """Text of the repository as it may stand in a comment: one line, printable."""
    return "".join(one if one.isprintable() else "?" for one in text[:_LONGEST])


def _quoted(text: str) -> str:
    """Text of the repository as a string of YAML or TOML."""
    return json.dumps(_plain(text), ensure_ascii=False)


def note(draft: Draft) -> str:
    """An iteration note."""
    metrics = (
        ", ".join(f"{one.key} ({_plain(one.at)})" for one in draft.metrics) or "the figure that the model is chosen by"
    )
    models = "".join(f"# {line}\n" for line in _models(draft))
    return f"""\
---
# Iteration note: a line each, ten minutes. {_OPEN} Delete what does not apply.
{models}decision: TODO             # who does what differently when the model answers
decided_by: TODO           # a name or a role
stakeholders:
  - TODO                   # who lives with the mistakes
mistake_budget:            # what one of each costs: money, minutes, or in words
  fn: TODO                 # a case that the model misses
  fp: TODO                 # a false alarm
  latency_ms: TODO         # how long an answer may take
  compute: TODO            # what training and answering may cost
  opacity: TODO            # who has to understand an answer, and how well
  missed: TODO             # what not shipping costs
primary_metric: TODO       # worked out here: {metrics}
threshold: TODO            # where a probability becomes a decision, such as 0.3; it has to be the one in the code
guardrails:
  - TODO                   # what may not get worse: latency, calibration, a group
assumptions:
  - TODO                   # what has to be true for this to work
constraints:
  - TODO
open_questions:
  - TODO
prior_art:
  - TODO                   # what was looked at before: a rule, a library, an earlier model
risks:                     # a sentence each, or why it is none
  adversarial: TODO
  incentives: TODO
  selective_disclosure: TODO
  shift: TODO
  feedback: TODO           # whether the answers change the data of the next training
next_experiment:
  hypothesis: TODO
  error_mode: TODO         # the most frequent or dearest kind of mistake
  simplest_alternative: TODO
lessons: []                # - {{id: L-001, cause: labels came late, became: tests/test_labels.py}}
---

# Iteration {draft.next_note:04d}
"""


def _models(draft: Draft) -> list[str]:
    found = []
    for one in draft.models:
        ways = [f"trained by {one.trained_by}"] if one.trained_by else []
        ways += [f"served by {one.served_by}"] if one.served_by else []
        found.append(_plain(f"Model {one.artifact}{': ' if ways else ''}{', '.join(ways)}"))
    return found


def contract(data: DataDraft) -> str:
    """A contract of one dataset, by the Open Data Contract Standard."""
    seen = f"  # read at {_plain(data.read_at)}" if data.read_at else ""
    columns = "".join(_column(one) for one in data.columns) or _NO_COLUMNS
    name = _quoted(data.name)
    return f"""\
# Data contract (Open Data Contract Standard 3.1). {_OPEN} Delete what does not apply.
apiVersion: v3.1.0
kind: DataContract
id: {name}
name: {name}
version: 1.0.0
status: draft
schema:
  - name: {name}
    physicalName: {_quoted(data.path or "TODO")}{seen}
    # Of each column that they hold for, say also:
    #   primaryKey: true                 it names a row, alone or with others
    #   logicalType: timestamp           or date, with mlRole: label_timestamp or feature_timestamp
    #   customProperties: [{{property: mlRole, value: label}}]
    #     entity, label, label_timestamp, feature_timestamp, feature, slice, or
    #     post_outcome for what is known only after the outcome: no model may learn from it
    properties:
{columns}    quality:
      - metric: rowCount
        mustBeGreaterThan: TODO
slaProperties:
  - property: retention    # how long rows are kept
    value: TODO
    unit: d
customProperties:
  - property: snapshot     # how a run names the state of the data that it read
    value: TODO
  - property: predictionBoundary   # the moment after which nothing may be known to the model
    value: TODO
"""


_NO_COLUMNS: Final = """\
      - name: TODO         # what names a row
        primaryKey: true
        classification: TODO   # public, internal, confidential, personal
      - name: TODO         # when the features were known
        logicalType: timestamp
        customProperties: [{property: mlRole, value: feature_timestamp}]
      - name: TODO         # what is predicted
        customProperties: [{property: mlRole, value: label}]
        quality:
          - metric: nullValues
            mustBe: TODO
"""


def _column(name: str) -> str:
    return f"      - name: {_quoted(name)}\n        classification: TODO   # public, internal, confidential, personal\n"


def gates(draft: Draft) -> str:
    """A file of gates, by the names of MLflow's metric thresholds."""
    figures = "".join(_gate(one) for one in draft.metrics) or _NO_METRICS
    return f"""\
# What a candidate has to reach before it is promoted; whatever promotes it has to read this file.
# {_OPEN}
# A key is a figure as your report calls it. Fields are those of MLflow's MetricThreshold, and:
#   slice: "country=DE"    the part of the rows that it is about
#   min_n: 200             fewer rows than this say nothing
missing: fail              # a figure that is not there fails the gate
{figures}latency_p95_ms:            # a guardrail; a calibration error or a parity of groups are others
  threshold: TODO
  greater_is_better: false
  blocking: true
"""


def _gate(one: MetricDraft) -> str:
    way = "true" if one.higher else "false"
    return f"""\
{one.key}:  # worked out at {_plain(one.at)}
  threshold: TODO
  min_absolute_change: TODO   # what it has to gain on the version in use
  greater_is_better: {way}
  blocking: true
"""


_NO_METRICS: Final = """\
# roc_auc:
#   threshold: 0.80
#   min_absolute_change: 0.0    what it has to gain on the version in use
#   greater_is_better: true
#   blocking: true
"""


def table(draft: Draft) -> str:
    """The table of where the parts of the system are."""
    card = draft.cards[0] if len(draft.cards) == len(draft.models) == 1 else ""
    models = "".join(_model(one, card) for one in draft.models)
    return f"""\
# Where the parts of the machine-learning system are: paths and patterns, no claims. Uncomment what there is.
# The same keys may stand in pyproject.toml under [tool.mle-reviewer]; every key of a policy may stand here too.
{_paths("data", ("contracts/*.odcs.yaml",) if draft.data else (), "contracts/*.odcs.yaml")}\
{_paths("gates", (draft.has_gates or "gates.yaml",), "gates.yaml")}\
{_paths("reports", (), draft.reports[0] if draft.reports else "reports/metrics*.json")}\
{_paths("alerts", draft.alerts, "deploy/alerts.yaml")}\
{_paths("runbooks", draft.runbooks, "docs/runbook.md")}\
{models or _NO_MODELS}"""


def _model(one: ModelDraft, card: str) -> str:
    return f"""
[[models]]
name = {_quoted(one.name)}
{_line("train-entry", one.trained_by, "train.py")}{_line("serve-entry", one.served_by, "serve/app.py")}\
{_line("artifact", one.artifact, "models/model.joblib")}{_line("card", card, "MODEL_CARD.md")}\
# task = "classification"    # regression, ranking, forecasting …
"""


_NO_MODELS: Final = """
# [[models]]
# name = "churn"
# train-entry = "train.py"
# serve-entry = "serve/app.py"
# artifact = "models/churn.joblib"
# card = "MODEL_CARD.md"
"""


def _line(key: str, value: str, example: str) -> str:
    return f"{key} = {_quoted(value)}\n" if value else f"# {key} = {_quoted(example)}\n"


def _paths(key: str, values: tuple[str, ...], example: str) -> str:
    written = ", ".join(_quoted(one) for one in values or (example,))
    return f"{'' if values else '# '}{key} = [{written}]\n"
