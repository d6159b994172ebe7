"""What each item of the checklist asks, in the words a reader needs: what speaks for it, what is a fault, what is not.

The sentences follow the checklist and its tables of evidence; they are part of every question to a model.
"""

from __future__ import annotations

from typing import Final

MEANINGS: Final[dict[str, str]] = {
    "PF1": (
        "Work starts from a user's or a system's decision, not from an architecture. For it: a page that says who "
        "decides or acts how on the prediction (intended use, an ADR with such a decision, `if p > t: block()` in "
        "code that acts). Marketing sentences, the choice of a tool or the mere aim ('predict churn') are not enough "
        "alone: partial where a use is named without the decision. Violated only by a page that is a template's "
        "placeholder presented as filled."
    ),
    "PF2": (
        "Stakeholders and the costs of failures: false positives, false negatives, latency, compute, opacity, missed "
        "opportunity. For it: who is concerned and what each kind of mistake costs, in pages or as cost constants, "
        "scorers, class weights with numbers. `class_weight='balanced'` is a reweighting, no cost. Partial: some of "
        "them. Violated: pages and code give different costs."
    ),
    "PF3": (
        "The metric that chooses the model follows from what mistakes cost. For it: the optimised metric (scoring, "
        "eval_metric, monitor, objective, best-by) and a sentence or cost that it is derived from. Partial: a metric "
        "chosen on purpose without the reason, or a reason whose metric selects nothing. Violated: accuracy or ROC "
        "AUC selects although costs are declared asymmetric or positives are known to be rare; or code selects by "
        "another metric than pages say."
    ),
    "PF4": (
        "Assumptions, constraints and missing requirements can be read and challenged. For it: filled sections of "
        "assumptions, limitations, known issues, open questions, of the model or data. Partial: only scattered or "
        "technical ones."
    ),
    "PF5": (
        "The simplest plausible experiment against the dominant error. For it: a stated next experiment with what "
        "error it is against, or a simple baseline (dummy, linear, rule, naive forecast) really run before or beside "
        "the complex model. Partial: one half of that. Often needs-judgement where both simple and complex models are "
        "run and only a person can say whether the step was due."
    ),
    "PF6": (
        "Prior art or a nearby known problem looked at before an own approach. For it: references, considered "
        "options, compared published approaches, with at least a sentence. A list of libraries or badges is none. "
        "Partial: links without words."
    ),
    "PF7": (
        "Adversaries, incentives, selective disclosure, shift, feedback loops considered where relevant. For it: "
        "sentences on them, propensities, exploration, hold-outs never treated. Partial: some (drift alone is shift "
        "alone). Violated: labels derive from the model's own past predictions without a word."
    ),
    "ME1": (
        "Baseline and current production are compared before the model grows more complex. For it: the same metric on "
        "the same data for a baseline (dummy, naive, linear, previous version) and the model in use beside the "
        "candidate. Partial: only one of both sides, or several candidates among themselves with a simple one. Not a "
        "'baseline' of monitoring or of CSS."
    ),
    "ME2": (
        "Metrics fit the decision: precision, recall, F1, AUC, calibration, latency, cost, slices where they match "
        "it. For it: the set that is computed covers what is decided. Partial: metrics are there, and one that the "
        "use needs is not (calibration where a probability is shown or thresholded, per group, the minority class, "
        "errors in the unit of the decision). Violated: only accuracy on rare positives, only R2 on skewed targets, "
        "only AUC for a ranking, and the like."
    ),
    "ME3": (
        "Thresholds and settings are product decisions with stated trade-offs. For it: a threshold chosen from data "
        "or costs and kept with the model or in configuration, with its reason. Partial: configured without a reason, "
        "or with a reason and hard-coded. Violated: a bare literal decides on a score (`proba > 0.37`), different "
        "literals in training and serving, a threshold chosen on the test rows. An implicit 0.5 of predict() is no "
        "magic constant. Not-applicable: nothing is thresholded and no setting decides anything."
    ),
    "ME4": (
        "Wrong predictions are inspected and grouped by shared traits. For it: error tables with traits, residuals by "
        "segment, clusters, worst cases looked at with words. A confusion matrix or a residual histogram alone "
        "counts, it does not inspect: partial at most. Its absence is never a fault."
    ),
    "ME5": (
        "Important mistakes are traced to causes: label quality, missing signal, threshold, ambiguity, data bug, "
        "serving mismatch. For it: pages or tables that name causes of wrong predictions. Partial: one cause of one "
        "failure (a bug report, a label-quality check). Its absence is never a fault."
    ),
    "ME6": (
        "Lessons become regression tests, evaluation slices, dashboard panels or runbook entries. For it: a test, "
        "slice, panel or entry that says which past failure it keeps. Partial: a lesson written down without it. "
        "Tests whose name, comment or docstring names the past failure are; generic unit tests are none."
    ),
    "DL1": (
        "Entity grain, primary key, label time, feature time, snapshot or version of the data are explicit. For it: "
        "contracts, feature-store entities with timestamps, key and not-null tests, DVC or table versions, schemas "
        "with keys. Partial: some of them. Violated: training reads a source that changes without any version "
        "(`SELECT *` without a date, `latest.csv`, CURRENT_DATE) where a version is expected by what is there."
    ),
    "DL2": (
        "Splits respect time, user or entity grouping and prediction boundaries. For it: splits by time or group on "
        "such data, with the groups really given. Violated: a random split of rows that depend on time or that repeat "
        "an entity. Rows without time or repeated entity: a random, stratified split is in order (satisfied or "
        "not-applicable); needs-judgement where nothing tells whether entities repeat. Partial: some splits respect "
        "it and others do not show it."
    ),
    "DL3": (
        "Features as known at prediction time: no future labels, post-outcome fields, mutable aggregates. For it: "
        "as-of joins, shifted windows, cutoffs before aggregation. Violated: statistics over all rows before the "
        "split feed features, centred or forward windows, negative shifts in features, bfill or interpolation over "
        "history before the label is made, post-outcome columns among features. `shift(-h)` for the label is right. "
        "Not-applicable: no joins over time, no aggregates, one row of raw fields each."
    ),
    "DL4": (
        "Missing values, units, ranges, categories, schema drift are validated before training and before serving. "
        "For it: validators, schemas or explicit raising checks reached on both sides. Partial: one side, or only "
        "types or presence of columns. Violated: a validator's result is thrown away, or it runs after fitting."
    ),
    "DL5": (
        "Personal and sensitive attributes are excluded or justified, with retention and logging controls; secrets "
        "stand nowhere. For it: dropping or hashing of such columns, classification, retention, redaction, "
        "justification. Violated: a real credential in a tracked file, personal data printed, logged or committed, a "
        "sensitive column used without a word. Partial: some control. Not-applicable: the data has nothing personal "
        "and nothing secret is handled."
    ),
    "TR1": (
        "Training runs from code, configuration, dataset version and seed without notebook state. For it all of: a "
        "started entry point, pinned dependencies or a lock, settings from outside or in a file, a data version, a "
        "seed. Partial: some. Violated: training exists only in a notebook, absolute home paths, input()."
    ),
    "TR2": (
        "Hyperparameters, preprocessing, dependency versions, code SHA, metrics, artifact URI are recorded with each "
        "run. For it: nearly all of them, by a tracker or a manifest. (MLflow records the commit of a script run in a "
        "git tree, and the environment with log_model.) Partial: some. Violated: the record states what is not used."
    ),
    "TR3": (
        "Randomness and GPU nondeterminism are handled on purpose. For it: seeds for every generator that training "
        "draws from (split, estimator, numpy, torch, samplers), deterministic flags where a GPU trains, or a stated "
        "tolerance. Partial: some sources. Violated: training draws and nothing seeds it. Estimators that draw "
        "nothing by default need no seed."
    ),
    "TR4": (
        "No mutation of shared data frames or of global configuration. For it: copies, new frames, frozen settings. "
        "Violated: a caller's frame or module-wide settings are changed in place and used afterwards, so that "
        "behaviour depends on order. Changing one's own local frame is in order. Partial: copies in some functions, "
        "in-place changes of parameters in others."
    ),
    "TR5": (
        "Retries are idempotent; a known-good artifact is never overwritten without a version. For it: paths with "
        "run, date or version, registry versions, atomic replacement, keyed upserts. Violated: each training replaces "
        "the fixed file (or tag) that is served, appended rows in retried tasks. Partial: versions in a registry "
        "while a fixed file is replaced too, or one half (idempotent or versioned) shown."
    ),
    "EP1": (
        "Metrics compare the candidate against a baseline and the current production model. For it: both comparisons, "
        "on the same data, before promotion. Partial: one of them, or candidates among themselves. Violated: the "
        "comparison is on different data, or with a hard-coded figure of production."
    ),
    "EP2": (
        "Promotion gates are declared before selection and fail closed. For it: a stated limit or comparison that "
        "stops promotion, where a missing or NaN metric stops it too. Partial: a gate that is not complete, a "
        "person's step. Violated: promotion, serving alias or copying to the served place straight after fit without "
        "any condition (where a registry or a served place exists that others take models from); the version in use "
        "is missing or its metric cannot be read, and the candidate passes; a default that passes; `|| true`; errors "
        "swallowed; else-promote."
    ),
    "EP3": (
        "Metrics for cohorts, sources, regions, devices, languages, sparse segments. For it: metrics computed per "
        "group and shown or gated. Per class is not per cohort: partial. Grouping in feature code is none."
    ),
    "EP4": (
        "Calibration, latency, cost, fairness, business guardrails where appropriate: measured and able to stop "
        "promotion. Partial: measured without consequence, or some. Violated: a guardrail names a metric that is not "
        "there, or cannot fail."
    ),
    "EP5": (
        "Test data is not repeatedly tuned against. For it: a third part or nested validation for choosing, the test "
        "part used once. Follow positional arguments into renamed parameters (X_test given as X_val). Violated: the "
        "rows of the reported score choose the model, settings, threshold, features or the epoch (early stopping or "
        "eval_set on test, the best of several models by test score, a search whose score is the test score). "
        "Partial: choosing is apart in some places."
    ),
    "EP6": (
        "Regression tests for known model, data and serving failures, run by CI. For it: tests of behaviour with "
        "assertions that can fail on model, data or serving failure, run by a workflow. Partial: such tests without "
        "CI, or only of one kind, or only of helpers. Violated: they are skipped, or cannot fail (`|| true`, "
        "continue-on-error)."
    ),
    "SD1": (
        "Training and serving transformations are shared or tested to be equal. For it: one function or class called "
        "by both, or the transformer inside the artifact, or a parity test. Violated: preprocessing written twice and "
        "different or copied by hand, fit at serving, missing steps, other order of columns. Partial: some shared and "
        "some written twice but alike. Not-applicable: nothing serves or scores."
    ),
    "SD2": (
        "The input schema rejects stale, missing, invalid, out-of-range features. For it: typed and bounded fields "
        "that refuse (4xx or raise), freshness where features age. Partial: types or presence only. Violated: any "
        "dict goes to the model, missing fields are filled silently (`.get(k, 0)`, fillna(0)) on the serving path. "
        "Settings classes are no input schema."
    ),
    "SD3": (
        "The output carries the model version, and confidence or calibration where useful. For it: a version that "
        "comes from the artifact or registry, and a score, in the answer or the written row. Partial: one of both, or "
        "a version that is a constant or stands only at another endpoint. Violated: a literal given as the model's "
        "version or as a score, a score that is none. A bare answer without a version is no fault of a line: "
        "no-evidence."
    ),
    "SD4": (
        "Timeouts, resource limits, batching behaviour, fallback. For it: most of them for what serves the model. "
        "Partial: some. Violated: a container that serves without limits in an orchestrator, outgoing calls without a "
        "timeout on the serving path, a swallowed error answered by a constant as if predicted. Probes or limits of "
        "databases and dashboards are none."
    ),
    "SD5": (
        "The artifact holds or names preprocessing, configuration, version, dataset reference, dependency "
        "constraints. For it: nearly all of them with the artifact. Partial: some (a pipeline without its versions, a "
        "model with a metadata file). Violated: a bare estimator whose preprocessing is elsewhere without a link, "
        "versions that differ from the lock, an image that lacks a library or a module that what it starts imports."
    ),
    "SD6": (
        "Rollout supports shadow, canary, A/B or immediate rollback. For it: traffic parts, rollout objects with "
        "analysis, alias swap back, a rollback command. Partial: a pause without analysis, a plain rolling update "
        "with pinned images, an alias that could be moved. Violated: only `latest` is deployed to production with no "
        "way back, Recreate, all at once. Not-applicable: nothing is deployed."
    ),
    "MI1": (
        "Watched: service health, feature drift, prediction drift, label arrival, delayed quality, business "
        "guardrails. For it: nearly all, running by schedule. Partial: some, or not scheduled. Violated: what watches "
        "is only uptime in a deployed system, drift against the current data itself, alerts on metrics nobody emits."
    ),
    "MI2": (
        "Logs carry identifiers that join predictions to later labels, without leaking sensitive data. For it: stored "
        "predictions with a request or entity id, time and model version. Partial: stored without some of these. "
        "Violated: whole payloads or personal data logged; an id that is made and neither returned nor stored."
    ),
    "MI3": (
        "Alerts have thresholds and owners. For it: rules with a comparison, a duration, and a receiver or owner. "
        "Partial: without one of these, or a threshold in code that only logs. Violated: rules that lead to nobody or "
        "cannot fire. Alerts on machines alone are no alerts on the model: partial."
    ),
    "MI4": (
        "Rollback names the previous artifact, configuration, data dependency and traffic switch. For it: a page or "
        "script with all four. Partial: some of them. Violated: the way back is to train again, or the previous "
        "artifact is overwritten."
    ),
    "MI5": (
        "Runbooks for stale features, missing labels, overload, schema drift, bad promotion. For it: entries with "
        "what to do for nearly all. Partial: some, a troubleshooting section on the model or data. Set-up "
        "instructions are none. Violated: an alert's runbook link leads nowhere."
    ),
}
