"""How runners, workflows, servers and tools of checks say that a job ends: the ground that code runs on."""

from __future__ import annotations

from typing import Final

from mle_reviewer.lanes.failures.rule import EVENT, KILLER, ROOT, SYMPTOM, Rule, rule

_AGAIN: Final = (
    "Run the job again; if it comes back, retry the download with a pause, cache what is fetched, or keep a copy where "
    "the job can reach it."
)

AROUND: Final[tuple[Rule, ...]] = (
    rule(
        "ci-timeout",
        r"(?:The job running on runner .{0,120} has exceeded the maximum execution time of (?P<limit>[\w ]+)"
        r"|The action .{0,120}has timed out after (?P<also>[\w ]+)|ERROR: Job failed: execution took longer than "
        r"(?P<third>\S+)|The (?:job|operation) has (?:exceeded|timed out).{0,60}|Job's log exceeded limit"
        r"|E?\s*Failed: Timeout >(?P<fourth>[\d.]+s)|Timeout \(>?(?P<fifth>[\d.]+s?)\)|returning 124\b|exit code 124\b"
        r"|Test (?:timed out|exceeded).{0,40})",
        "it takes longer than it may ({limit}{also}{third}{fourth}{fifth})",
        "Find what hangs (a lock, a download, a worker that waits; `pytest --durations`, `faulthandler_timeout`), make "
        "the sample smaller, or raise the limit where the work is really that long.", KILLER, ("frame", "step"),
    ),
    rule(
        "ci-cancelled",
        r"##\[error\]The operation was cancel+ed|The runner has received a shutdown signal|The hosted runner lost "
        r"communication|The self-hosted runner .{0,80}lost communication|ERROR: Job failed \(system failure\)"
        r"|Canceling since a higher priority waiting request|Preparation failed"
        r"|[Pp]od .{0,80}(?:failed to come|is unhealthy|failed to start|unschedulable|evicted)"
        r"|BackoffLimitExceeded",
        "the job was stopped from outside: cancelled by a newer push or a person, or its runner went away",
        "Nothing in the repository failed here: run it again, and look at the jobs beside it for the first failure.",
        EVENT, ("step",),
    ),
    rule(
        "ci-rate-limited",
        r"toomanyrequests|pulling from host \S+ failed with status code .{0,80}429",
        "the registry of images refuses, because it was asked too often without an account",
        "Log in to the registry before, keep the base image where the job may read it, or cache it.",
        KILLER, ("words", "step"),
    ),
    rule(
        "ci-rate-limited",
        r"(?:toomanyrequests|You have reached your (?:unauthenticated )?pull rate limit|API rate limit exceeded"
        r"|secondary rate limit|429 (?:Client Error: )?Too Many Requests|HTTP(?:Error)?:? (?:Error )?429|RateLimitError"
        r"|rate limit exceeded|Rate limit reached|ThrottlingException|TooManyRequestsException)",
        "a server refuses because it was asked too often",
        "Authenticate the request, cache what it fetches, and wait between attempts; no test should need a public "
        "server.", ROOT, ("frame", "step"),
    ),
    rule(
        "ci-secret-missing",
        r"(?:Input required and not supplied: (?P<name>[\w-]+)|Unable to locate credentials|Could not load credentials "
        r"from any providers|NoCredentialsError|Credentials could not be loaded|DefaultCredentialsError"
        r"|KeyError: '(?P<also>[A-Z][A-Z0-9_]*(?:KEY|TOKEN|SECRET|PASSWORD|CREDENTIALS|URI|URL|DSN))'"
        r"|(?:OPENAI|ANTHROPIC|HF|WANDB|MLFLOW|AWS|AZURE|GCP|GOOGLE)\w*_(?:KEY|TOKEN)\b.{0,60}(?:not set|missing"
        r"|must be "
        r"set|required|not found)|api_key client option must be set|No API key (?:configured|provided|found)"
        r"|Username and Password required|could not read Username for|the GitHub Actions workflow must specify exactly "
        r"one of|Context access might be invalid|Cannot access gated repo|Token is required|LocalTokenNotFoundError)",
        "a credential is not there: {name}{also}",
        "Add it to the project's secrets and hand it to this step (`env:`); pull requests from forks get none, so skip "
        "the step there or use a stand-in.", KILLER, ("frame", "step"),
    ),
    rule(
        "ci-access-denied",
        r"(?:Bad credentials|HTTP ?(?:Error )?40[13]\b|40[13] (?:Client Error: )?(?:Unauthorized|Forbidden)"
        r"|AccessDenied"
        r"|Access Denied|Permission (?:denied )?\(publickey\)|denied: (?:permission|requested access|installation)"
        r"|Resource not accessible by integration|Authentication failed for|unauthorized: authentication required"
        r"|InvalidClientTokenId|ExpiredToken|refusing to allow a GitHub App|Invalid(?:AccessKeyId| API key| user token)"
        r"|is not authorized to perform|403 Client Error|HTTPError: 401)",
        "a server refuses the job's identity",
        "Give the job the right that it needs (`permissions:`, role, a token that has not ended), and nothing more.",
        ROOT, ("frame", "step"),
    ),
    rule(
        "ci-network",
        r"(?:Temporary failure in name resolution|Could not resolve host|Name or service not known|getaddrinfo "
        r"(?:failed"
        r"|ENOTFOUND)|ReadTimeoutError|ConnectTimeout|Connection (?:reset by peer|timed out|refused)|Connection aborted"
        r"|Max retries exceeded with url|Failed to (?:fetch|download) (?:archive|http)|RemoteDisconnected"
        r"|50[0234] (?:Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)|HTTP(?:Error)?:? (?:Error )?50\d"
        r"|Failed to download (?:archive|action)|TLS handshake timeout|Client\.Timeout exceeded|SSL: "
        r"CERTIFICATE_VERIFY_FAILED"
        r"|fatal: unable to access|Unable to connect to|An action could not be found at the URI|IncompleteRead"
        r"|Error while fetching remote|ConnectError|early EOF|RPC failed|request or response body error"
        r"|LocalEntryNotFoundError|URLError)",
        "a server was out of reach", _AGAIN, ROOT, ("frame", "step"),
    ),
    rule(
        "ci-workflow-broken",
        r"(?:Unable to resolve action [`']?(?P<name>[\w./@-]+)|Can't find 'action\.yml'|Missing download info for "
        r"actions"
        r"|This request has been automatically failed because it uses a deprecated version of `(?P<also>[^`]+)`"
        r"|Invalid workflow file|Unrecognized named-value: '(?P<third>\w+)'|Unexpected value '(?P<fourth>[^']*)'"
        r"|jobs config should contain at least one visible job|This GitLab CI configuration is invalid"
        r"|Unable to process file command|The template is not valid)",
        "the workflow itself is not valid: {name}{also}{third}{fourth}",
        "Mend the workflow: name an action and version that exist, and keys and expressions that the runner knows.",
        KILLER, ("words", "step"),
    ),
    rule(
        "ci-artifact-missing",
        r"(?:Unable to (?:find|download) any artifacts? |Artifact not found for name: (?P<name>\S+)|No files were "
        r"found "
        r"with the provided path: (?P<also>\S+)\. No artifacts|Unable to find an artifact with the name: (?P<third>\S+)"
        r"|No artifacts found)",
        "a file that another job was to leave is not there: {name}{also}{third}",
        "See why the job before did not upload it (its name, its path, whether it ran at all), and let this one need "
        "that one.", ROOT, ("words", "step"),
    ),
    rule(
        "ci-checkout-failed",
        r"(?:fatal: (?:couldn't find remote ref|reference is not a tree|not a git repository|unsafe repository"
        r"|detected dubious ownership|remote error|repository '[^']*' not found|bad object|ambiguous argument)"
        r"(?P<what>.{0,100})|error: pathspec '(?P<also>[^']+)' did not match|A branch or tag with the name "
        r"'(?P<third>[^']+)'"
        r" could not be found|Error downloading object: .{0,80}LFS|smudge filter lfs failed|This repository is over "
        r"its "
        r"data quota|CONFLICT \(content\): Merge conflict in (?P<fourth>\S+)|could not apply [0-9a-f]{7})",
        "the sources cannot be had: {what}{also}{third}{fourth}",
        "Name a revision that exists, fetch enough history (`fetch-depth: 0`) and submodules or LFS files where they "
        "are needed; resolve what conflicts.", ROOT, ("step",),
    ),
    rule(
        "ci-command-not-found",
        r"(?:^|: )(?:line \d+: )?(?P<name>[\w./-]+): (?:command )?not found$|executable file not found in \$PATH"
        r"|exec: \"(?P<also>[^\"]+)\": |Process completed with exit code 127|Executable `(?P<third>[^`]+)` not found"
        r"|error: Failed to spawn: `(?P<fourth>[^`]+)`|No such command '(?P<fifth>[^']+)'|Command not found: "
        r"(?P<sixth>\S+)",
        "the program {name}{also}{third}{fourth}{fifth}{sixth} is not installed in the job",
        "Install it in a step before (or call it through the environment: `python -m …`, `uv run …`).",
        ROOT, ("step",),
    ),
    rule(
        "ci-file-missing",
        r"(?:^|: )(?:can't open file '(?P<file>[^']+)'|cannot access '(?P<also>[^']+)'|(?P<third>[\w./-]+): No such "
        r"file or "
        r"directory$)|ERROR: (?:file or directory not found: (?P<fourth>\S+)|not found: (?P<fifth>\S+))"
        r"|make: \*\*\* No rule to make target '(?P<sixth>[^']+)'|cd: (?P<seventh>[\w./-]+): No such file",
        "the step names {file}{also}{third}{fourth}{fifth}{sixth}{seventh}, which is not there",
        "Correct the path, check the file in, or make it in a step before; commands run in the root of the checkout.",
        ROOT, ("step",),
    ),
    rule(
        "ci-file-missing",
        r"(?::|^) ?(?:line \d+: )?(?P<file>[\w./-]+): Permission denied$|Process completed with exit code 126",
        "{file} may not be executed",
        "Check it in as executable (`git update-index --chmod=+x`), or start it by its interpreter.",
        ROOT, ("step",),
    ),
    rule(
        "ci-coverage-too-low",
        r"(?:FAIL )?Required test coverage of (?P<wants>[\d.]+)% not reached\. Total coverage: (?P<have>[\d.]+)%"
        r"|Coverage failure: total of (?P<also>[\d.]+) is less than fail-under=(?P<third>[\d.]+)",
        "the tests pass, and coverage ({have}{also} %) is below what is asked ({wants}{third} %)",
        "Test what the change brings; lower the bar only if the team decides so.", ROOT, ("words", "step"),
    ),
    rule(
        "ci-check-failed",
        r"^\s*(?P<file>[\w./-]+\.pyi?):(?P<line>\d+):(?:\d+:)? (?:(?P<code>[A-Z]{1,4}\d{2,4})\b|error: "
        r")(?P<what>.{0,200})",
        "the check of the code says of {file}:{line}: {code}{what}",
        "Mend the line, or say beside it why it is right.", EVENT, ("file", "step"),
    ),
    rule(
        "ci-check-failed",
        r"^(?:would reformat|Would reformat:|reformatted|\[warn\]|ERROR: (?=.{1,200}Imports are incorrectly)) ?"
        r"(?P<file>[\w./-]+)|(?P<what>\d+ files? would be (?:reformatted|left unchanged, \d+))|- hook id: "
        r"(?P<also>[\w-]+)"
        r"|files were modified by this hook|Oh no! ",
        "the check of style fails: {file}{what}{also}",
        "Run the formatter (or `pre-commit run --all-files`) and commit what it changes.", EVENT, ("file", "step"),
    ),
    rule(
        "ci-check-failed",
        r"(?P<error>Error|Warning|Advice) \((?P<code>[A-Z0-9_-]+)\)(?P<what>.{0,200})",
        "the linter {code} fails: {what}", "Mend what it names, with the linter's own version.", EVENT,
        ("file", "step"),
    ),
    rule(
        "ci-usage-error",
        r"(?:ERROR: usage: (?P<what>\S+)|(?P<name>[\w.-]+): error: (?P<also>(?:unrecognized arguments|argument|the "
        r"following"
        r" arguments are required|invalid choice|unknown).{0,200})|ERROR: Unknown config option|ERROR: Missing key"
        r"|Error: No "
        r"such option: (?P<third>\S+))",
        "a command is called in a way that it does not know: {name} {also}{third}",
        "Use options of the installed version, or install the plugin that brings them; a failing default of the "
        "project "
        "stands under `addopts`.", ROOT, ("step",),
    ),
    rule(
        "ci-no-tests",
        r"Process completed with exit code 5\b|={3,} no tests ran in|collected 0 items(?: / \d+ deselected)?$",
        "the test runner finds no tests", "Correct the folder, name pattern or selection of the command.",
        SYMPTOM, ("step",),
    ),
    rule(
        "ci-cancelled", r"Executing the custom container implementation failed",
        "the container of the job ended", "See what stands above it.", SYMPTOM, ("step",),
    ),
    rule(
        "ci-step-failed",
        r"(?:##\[error\]|::error::|^ERROR: |^Error: |^error: |^fatal: |\bFATAL\b)(?!Process "
        r"completed)(?P<what>.{1,300})",
        "the step says: {what}", "Mend what the line names.", SYMPTOM, ("step", "words"),
    ),
)  # fmt: skip
