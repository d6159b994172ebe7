"""The closed vocabulary of convention pages: what calls, commands and documents are signs of in a system.

A page is YAML, one for a library, tool or file convention:

    about: MLflow                     # what the page describes
    docs: https://mlflow.org/docs/latest/python_api/mlflow.html   # where every name below was checked
    checked: "3.17.2"                 # the version, or "by documentation"
    calls:                            # functions, methods, decorators: dotted path → sign
      mlflow.log_param, mlflow.log_params: log-parameters
      "*.set_registered_model_alias": promote     # a method of any object of a library, or of one that nobody knows
      mlflow.register_model: {sign: register, call: "(model_uri, name)", what: model_uri, name: name}
    bases:                            # classes that stand on one of these
      pydantic.BaseModel: schema
      kserve.Model: {sign: serve, handles: [predict], sets: [load]}   # methods that answer, and that prepare for it
    modules:                          # documents of code known by what they define
      - {sign: serve, all: [init, run], params: {init: 0, run: 1}, handles: [run], sets: [init]}
      - {sign: serve, all: [lambda_handler], handles: [lambda_handler], ends: platform}  # each run, after a time
    forms:                            # what layers, losses and functions ask of numbers: dotted path → one of FORMS
      torch.nn.Linear: {sign: layer, call: "(in_features, out_features)", takes: in_features, gives: out_features}
    commands:                         # the first words of a command, options left out
      gunicorn: {sign: serve, timeout: [--timeout, -t]}   # an application `module:name` or a file is found by its form
      celery: {sign: serve, app: [-A, --app]}             # options behind which the module of the application stands
    documents:                        # parts of YAML, JSON, TOML, HCL … documents
      - role: workload                # one of ROLES_OF_DOCUMENTS
        match: {apiVersion: "apps/*", kind: [Deployment, StatefulSet]}   # every path matches one of its patterns
        each: "items[]"               # optional: one manifest for each of these parts (several paths: a list)
        name: metadata.name
        slots: {image: "spec.template.spec.containers[].image", strategy: spec.strategy.type}
    files:                            # files that say something by being there
      "**/dvc.lock": lock
    images:                           # published images that no repository of models builds, by what they are
      database: [postgres, "bitnami/*"]
    packages:                         # what is installed: distribution → one of PACKAGES
      scikit-learn, xgboost: models
    series:                           # how the names of numbers begin that a platform exposes, not an application
      kubernetes: [kube_, container_]

A slot of a call names a parameter (or `=word`, a constant); of a command its options (`variable`: one of the
environment); of a document a path:
keys joined by dots, `[]` goes through a list, `{}` through the values of a mapping, `a|b` takes either key.
Where `each` ends with `{}`, `name: "{}"` is the key that the part stands under.
"""

from __future__ import annotations

from typing import Final

SIGNS: Final[dict[str, str]] = {
    # records of runs
    "log-parameters": "parameters of a run are recorded: what",
    "log-metrics": "metrics of a run are recorded: key, value, what",
    "log-artifact": "a file is kept with a run: path, kind (=text for words and figures that are written there)",
    "log-model": "a model is kept with a run: what, name, signature, example, registered (a name in the registry), "
    "libraries (their versions go with it)",
    "log-dataset": "which data a run used is recorded: what; kind where other things are recorded so as well",
    "log-code": "which state of the code a run used is recorded",
    "tag-run": "a run is told apart by a word: key, value, what",
    "autolog": "parameters, metrics and models of a run are recorded by the library: disable, models "
    "(whether models are)",
    "start-run": "a recorded run begins: parameters, resumes (a run of before), code (the state of the code goes with "
    "it), libraries (their versions do)",
    # registries
    "register": "a version of a model enters a registry: what, name",
    "promote": "a version of a model becomes the one that is used: name, version, stage, alias, archive",
    "load-registered": "a model is taken from a registry or a run: path",
    "list-versions": "the runs or versions that are recorded, in an order: order",
    "stop": "the program or pipeline ends, as failed where it says so: code",
    "load-model": "a model or transformer is read from storage: path, safe (the parameter that makes it safe)",
    "unsafe-load": "something is read in a way that runs what it holds: path, text (=file where a text names a file of "
    "this machine, which is opened and never fetched), safe, safe_value",
    "unsafe-parse": "a text is read in a way that runs what it says; no model comes of it: path, loader, trusted",
    "load-pretrained": "fetched from a hub: name, revision, trusts (its code is run), holds (=data for rows)",
    "save-model": "a model or transformer is written to storage: what, path",
    "download": "a file of somebody else is fetched: url, path, digest, revision",
    "download-own": "a file is fetched from storage that one names oneself: url, path",
    "fetch-text": "the contents of an object in storage are taken as they are",
    "load-test": "a class is a user of a load test, whose answers are timed",
    "keep-file": "a file is put into a store of objects: path",
    "upload": "bytes that a user sends are taken",
    "run-notebook": "a notebook is run from its first cell to its last: path, parameters",
    # serving
    "app": "a web application is made",
    "route": "a function answers requests: path, methods, response, handler (the function), ends (`platform` where "
    "that ends each run after a time)",
    "serve": "a server is started, or a function or class is what one serves: app, handler, timeout, workers, limits",
    "show-template": "a page is made from a template and what it is given",
    "script-page": "the script is run again from its top each time a user does something on the page: bounds",
    "page-field": "a value is entered on a page: bounds (what it is held to)",
    "depends": "a parameter is filled by what a function gives for each request: handler",
    "made-once": "what a function gives is kept, and given again: key, most (how many at a time)",
    "in-worker": "a function is run beside the event loop: handler",
    "predict": "a model is asked for predictions: what",
    "cache-read": "something is looked up in a cache: key",
    "cache-write": "something is kept in a cache: key, what",
    "newest-file": "when a file was last written",
    "warn": "something is written to the log as a warning or error: what",
    "append-rows": "rows are added to a table or file: path, mode, what, into (=table: of a database or lake)",
    "schema": "inputs or outputs are of this shape, and what is not is refused",
    "table-row": "an object of this class is one row of a table, or one document of a store",
    "schema-field": "one field of such a shape, with its bounds: bounds",
    "http-call": "something is asked of another service: timeout, url",
    "http-client": "a client of another service is made: timeout",
    "llm-call": "a language model is asked: model, temperature, messages, timeout",
    "read-request": "what was sent is taken as it is: no shape is required",
    "refuse": "an answer that says what was sent is wrong",
    "background": "something goes on after the answer: handler (the function), args, kwargs (what it is given), "
    "asks (what gives its result or says how it ended)",
    "health": "says whether the service is ready",
    # data and features
    "validate": "data is checked, and what is wrong raises: what",
    "validate-result": "data is checked, and the result says what is wrong (nothing is raised): what",
    "feature-view": "a set of features with its entity and time is declared: name, entities, timestamp, ttl, source",
    "table-column": "a column of a database's table is declared: key (whether it is the table's)",
    "entity": "an entity with its keys is declared: keys",
    "features-offline": "features as of a time are taken for training: what; timestamp where it asks for one",
    "features-online": "features are taken for serving: what",
    "data-source": "a source with its time column is declared: timestamp, path",
    "load-versioned": "data is read at a named version: version",
    "anonymize": "personal data are taken out of texts: what",
    "invent-persons": "persons are made up that nobody is: names, addresses, numbers",
    "log-filter": "what a log says passes through an object of this class first",
    "hash-password": "a password is turned into a hash or a cipher text, or verified against one",
    "hash": "a value is turned into a digest: what",
    "keep-logs": "where a log is written, and for how long it is kept: retention",
    "scan-secrets": "what is committed is searched for credentials",
    # what is left out without a word
    "skip-rows": "rows that cannot be read are left out, where a parameter says so: skips (=parameter:value, each of "
    "which does; =always), pair (=key:value, given as two words)",
    "asks-number": "whether a column holds numbers is asked by its type",
    "coerce": "values that do not fit become missing, where a parameter says so: what, skips (=parameter:value)",
    "list-files": "the files of a folder, which may be none",
    "exists": "whether a file is there: path",
    "mean-or-nan": "a statistic that is NaN of nothing, and raises nothing: what",
    "mean-of-present": "a statistic that leaves NaN out: what",
    # pipelines
    "pipeline": "a pipeline, flow or workflow is declared: name, schedule, retries",
    "pipeline-step": "a step of one: name, retries, handler, command, arguments (run in a shell or container), "
    "anyway (=parameter:value, each of which runs it though what it comes after failed), "
    "decides (what says which steps come next)",
    "schedule": "something runs at set times: schedule, ends",
    "condition": "a step of a pipeline runs only if something holds: what",
    "queue-task": "a function is run for each message of a queue: ends",
    "consume": "messages of a queue are taken",
    "configured": "a program takes its settings from files: name",
    "instantiate": "a class or function that settings name is called: target (the key that names it), partial",
    "settings": "a program takes settings from the command line, a file of settings or the environment",
    "program-settings": "a class of settings that files and the environment fill",
    "environment": "a variable of the environment is looked up: name",
    "credential": "a credential is taken from a store of secrets, or typed by a person: name (of the entry)",
    # training
    "likeness": "how alike things are, each held against the others: rows, others",
    "pairs": "each thing of a sequence beside another one of it: what",
    "train": "a model is trained by a service, or by a library as a whole: kept (=job where what comes of it is kept "
    "under the job's own name)",
    "scheduler": "a schedule of the learning rate is made: optimizer, total (its steps), rounds (those of an epoch)",
    # randomness
    "draw": "random numbers are drawn: generator (=which), seed (what gives a number of its own), when and unless "
    "(what has to be true, or false, for it), dataset, workers, initial; answers (=classes)",
    "propose": "what is tried next is drawn at random: seed (what gives it a number, or what draws), generator "
    "(=which of a library it draws from, where it has none of its own)",
    "generator": "a random generator of its own is made: seed",
    "clock": "another value in each run: times, numbers of processes, numbers of the operating system",
    "seed-python": "Python's random numbers are seeded: seed",
    "seed-numpy": "NumPy's random numbers are seeded: seed",
    "seed-torch": "PyTorch's random numbers are seeded: seed",
    "seed-tensorflow": "TensorFlow's random numbers are seeded: seed",
    "seed-all": "the random numbers of all libraries in use are seeded: seed, workers, of (=those that are), exact",
    "inexact": "trains by operations that may give another result on another run: generator (=of which library)",
    "deterministic": "only operations that give the same again are used",
    "nondeterministic": "faster operations are chosen that may give another result",
    "mode-dependent": "a layer or network that answers otherwise in training: chance (how much is dropped), default",
    # evaluation
    "nan": "a value for which no comparison holds",
    "any-error": "a type of errors that stands for whatever goes wrong: an outage, a wrong name, nothing there",
    "run-tests": "tests are run",
    "check-code": "code is checked for types or style",
    "run-evaluation": "an evaluation is run",
    "report-metrics": "figures of two states are held against each other, or shown where a change is discussed",
    "probability": "how likely each example is of a class, by a model",
    "decision-threshold": "a cut-off on scores is searched for, or stated as a setting: threshold",
    "metric-threshold": "what a metric has to reach is declared to a tool that refuses what does not: threshold",
    "class-metric": "a metric of classes: truth, prediction, lopsided (=yes where both may not change places), ratio "
    "(=yes where it is no mean over examples), absent (what says how good it is where there is none of a class)",
    "score-metric": "a metric of scores or probabilities: truth, prediction, lopsided",
    "number-metric": "a metric of numbers: truth, prediction, lopsided",
    "classifier": "a model whose predict() gives classes",
    "slice-metrics": "metrics per group of examples: what, groups",
    "fairness": "a metric of how groups are treated",
    "calibration": "how true the probabilities are, or a model that corrects them",
    "baseline-model": "a model that only answers a constant or a rule",
    "compare-models": "a candidate is held against another model: candidate, baseline, thresholds",
    "explain": "which features made a prediction",
    "error-analysis": "wrong predictions or labels are looked for and grouped",
    "llm-evaluation": "answers of a language model are scored over a set of examples",
    "fixture": "a test is given what this function gives back, under its name",
    "test-client": "a service is asked within a test",
    "stand-in": "something is replaced within a test: name (by which it is called)",
    "skip-test": "a test is left out, or may fail: reason",
    # monitoring
    "service-metric": "a number about the service is exposed: name",
    "drift": "a distribution is held against another: current, reference, what (`feature` or `prediction`), column",
    "compare-data": "data is held against other data in a report: current, reference",
    "quality": "predictions are held against labels that came later",
    "profile": "statistics of data are written down",
    "record-prediction": "a prediction is kept for later: what, key, version",
    "capture": "a platform keeps what a served model is asked and answers: enabled",
    "trace": "what a request did is recorded",
    "telemetry": "something is sent along to a service that watches the program: what",
    "notify": "people are told: what, who, when (the outcome of other steps)",
    "alarm": "a rule that tells somebody is made by code: name, metric, threshold, lasting, receivers",
    "log": "something is written to the log: what",
    # programs and jobs whose outcome has to be asked for
    "run-command": "another program is started: command, checked (the parameter by which its failure raises), "
    "asks (attributes that say how it ended)",
    "start-job": "a function is started beside the program: handler, told (who is called when it fails), within (=loop "
    "where a loop of events has to run already), awaited (=yes "
    "where `await` raises as well), asks (methods that give its result or raise; =any where going through the results "
    "does)",
    # change of traffic
    "rollout": "traffic moves to another version: weight",
    "rollback": "traffic moves back to the version before",
    "retrain": "a model is trained again",
    "rebuild": "an image is built again",
    "restore": "what was kept under a version comes back to the working copy",
    "publish": "an image is put where deployments take it from",
    "deploy": "a model or service is put where it is used: name, traffic, default (`at once` without a traffic), "
    "timeout, limits, concurrency, into (`cluster` for the one at hand), at (options that name a cluster)",
    "test-cluster": "a cluster is made on the machine of a job, and gone with it: contexts (how it is called), unless "
    "(what is given where none is made)",
    "other-cluster": "what comes after goes to a cluster that stands elsewhere",
    "flag": "a switch that is set at run time",
    # concurrency, resources
    "batching": "requests are answered several at a time: size",
    "limit": "how much at a time is taken: size",
    "retry": "what fails is tried again: times",
    "time-limit": "what is waited for is given up after a time: timeout",
    "go-through": "what it is given is gone through, one by one, and how far that is gets shown: what",
    "ask-in-batches": "a model is asked about one thing or about many at a time: what",
    "stall": "a device or process does something else than its work: how (in words)",
    "watch-gradients": "every operation is watched for values that are no numbers: mode",
    "move-to-device": "a network or tensor is put on a device: device",
    "device": "a device that computes beside the processor is named or asked for",
    "gather-rows": "rows that lie on many machines are brought to one: rows",
}

ROLES_OF_DOCUMENTS: Final[dict[str, str]] = {
    "workload": "containers that keep running: containers, image, limits, probes, strategy, replicas, command, labels, "
    "build, source (what a platform builds it from), definition (where an expression spells its containers), memory",
    "job": "containers that run to their end: containers, image, schedule, command, entrypoint, timeout",
    "function": "code that a platform calls, and ends after a time: handler, folder, timeout, memory, alarms, type",
    "service": "a served model by name: image, model, timeout, traffic, canary, shadow, resources",
    "route": "where traffic goes: weights, mirror, timeout, retries, host, limits",
    "rollout": "how a new version takes over: steps, weights, analysis, rollback, alarms, type, task",
    "analysis": "what has to hold while a new version takes over: metrics, condition, limit",
    "disruption": "how many replicas may be gone at a time: minimum, most",
    "address": "under which name a workload is reached: labels, ports",
    "autoscaling": "how many replicas there are: minimum, maximum, target, scaled, model (where it is a "
    "served model itself)",
    "alert": "a rule that tells somebody: condition, lasting, severity, owner, runbook, receivers",
    "recorded": "a metric that is made of others: condition",
    "alarm-watch": "a rule that starts something when an alarm changes its state",
    "alert-routing": "who is told: receivers, names, default, routes",
    "dashboard": "what is shown: panels, queries",
    "scrape": "what metrics are collected from: targets",
    "monitor": "a monitoring job: schedule, target, reference",
    "slo": "an objective of the service: target, indicator",
    "pipeline": "a pipeline: stages, schedule",
    "stage": "one stage of one: command, dependencies, outputs, parameters, metrics",
    "dataset": "a data set with its version: path, version, hash",
    "contract": "a promise about data: properties, columns, quality, sla, owner, enforced",
    "feature-view": "a set of features: entities, timestamp, ttl, source",
    "test": "a check of data: column, kind",
    "evaluation": "an evaluation of answers over a set of examples: prompts, tests, assertions",
    "gates": "what a candidate has to reach: metrics, thresholds",
    "search": "a search for settings: metric (what it goes by)",
    "metrics": "figures of a run",
    "parameters": "settings of training",
    "model": "a packed model: flavors, signature, version, requirements, run",
    "model-card": "what a model is for",
    "owner": "who owns something: owner, name",
    "storage": "where data or artifacts lie: versioning, lifecycle, retention, encryption",
    "lock": "exact versions of everything installed",
    "notebook-run": "a job that runs a notebook from its first cell to its last: path",
    "ignored": "what is left out on purpose",
    "per-run": "a folder that is given to one run alone",
}

# What passes through a network or into a database: which sizes and kinds of numbers fit, which texts are run.
FORMS: Final[dict[str, str]] = {
    "layer": "weights: takes and gives (how many), along (=last | =channels), extra (whose being given changes that)",
    "same": "other numbers, one by one: as many as before, along every axis",
    "passed": "the same numbers, in another place, type or layout",
    "one-place": "pools each channel to one place: size (how many places, where that is one)",
    "flat": "all axes but the first become one: first (=1)",
    "shaped": "the shape that is asked for: sizes",
    "squeezed": "another order or number of axes",
    "shares": "numbers that add up to one: axis",
    "log-shares": "logarithms of those: axis",
    "chances": "numbers between 0 and 1, each by itself",
    "cut": "numbers that no gradient goes through",
    "made": "a tensor of its own, in which no gradient of another one goes on: device, wanted (gradients asked for)",
    "loss": "takes predictions in one form alone: prediction, truth, wants (=scores | =log-shares | =chances)",
    "drops": "leaves some numbers out, at random: training (whether it does), chance",
    "stacked": "one layer after the other",
    "kept-layers": "layers in a list or dict that their network knows of",
    "goes-through": "gives each of what it is given first: numbered (=yes where a number stands beside)",
    "fresh": "a tensor that is made of nothing: device (where, the main memory unless it is said)",
    "in-place": "the same tensor, where it is",
    "moves-network": "a network's weights go to a device: device",
    "default-place": "where tensors are made that do not say",
    "joins": "tensors beside each other: parts",
    "clips": "gradients are made smaller: parameters",
    "batches": "rows in batches: shuffle, sampler, batch_sampler, whole (a last short one is left out), size",
    "half": "computes with numbers of half the size: type, on (=which device where it is not said)",
    "scales": "a loss is made larger, its gradients with it",
    "unscales": "gradients become as large as they are without that",
    "scaled-step": "a step by gradients that become as large as they are first: the optimizer",
    "rescales": "how much larger is chosen for the next step",
    "runs-query": "a text is run by a database: query, parameters (the values that are put into it there)",
    "query-text": "the same text: query",
    "opens-database": "a connection to a database is opened: kind (=pool | =connection)",
    "number": "what it gives is no text, whatever it was given",
    "gives-rows": "the rows of a table, one by one",
    "changes-table": "a migration changes a table: change (=dropped | =added | =altered | =table dropped | "
    "=table renamed | =table made | =text), table, column, to (its new name), type, nullable, text (statements)",
    "scaler": "makes losses larger so that small gradients live on: on (whether it does)",
}

PACKAGES: Final[dict[str, str]] = {
    "models": "its version decides what a saved model computes, and whether it can be read at all",
    "frames": "its version decides what features are made of data",
    "serving": "it answers requests",
}
