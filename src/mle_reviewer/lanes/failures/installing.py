"""How installers, resolvers and interpreters say that an environment cannot be made."""

from __future__ import annotations

from typing import Final

from mle_reviewer.lanes.failures.rule import KILLER, ROOT, SYMPTOM, Rule, rule

_DECLARED: Final = ("package", "step")
_NAME: Final = r"[A-Za-z0-9][\w.-]{0,80}"
_SPEC: Final = r"[A-Za-z0-9][^\s()'\",;]{0,120}"

_MEET: Final = (
    "Loosen or move one of the two demands so that both hold (the log names who asks for what), and pin what was found "
    "in a lock file so that it does not drift apart again."
)
_REAL: Final = (
    "Ask for a version that exists for this interpreter and platform (`pip index versions {package}`), or correct the "
    "name; if it is published elsewhere, give the step that index."
)
_PYTHON: Final = (
    "Run the job on a version of Python that `{package}` supports, or ask for a release of it that still supports this "
    "one; state the range in `requires-python`."
)

INSTALLING: Final[tuple[Rule, ...]] = (
    rule(
        "ci-python-version",
        r"ERROR: Package '(?P<package>[^']+)' requires a different Python: (?P<have>\S+) not in '(?P<wants>[^']+)'",
        "`{package}` wants Python {wants}, and the job runs {have}",
        _PYTHON, KILLER, _DECLARED,
    ),
    rule(
        "ci-python-version",
        r"ERROR: Ignored the following versions that require a different [Pp]ython version: .{0,400}?"
        r"Requires-Python (?P<wants>[^;]+)",
        "releases of the package that is asked for want Python {wants}, and the job runs another one",
        _PYTHON, SYMPTOM, _DECLARED,
    ),
    rule(
        "ci-python-version",
        r"(?:project's (?:supported Python range|Python requirement)|Because the (?:current|requested) Python "
        r"version) ?"
        r"\(?(?P<have>[^)]{0,60})\)? (?:does not satisfy|is not compatible with|.{0,200}requires Python)"
        r"(?: Python)?(?P<wants>[^ ]{0,40})(?: and (?P<package>[\w.-]+))?",
        "the Python of the job ({have}) is outside of what a requirement takes ({wants})",
        _PYTHON, KILLER, _DECLARED,
    ),
    rule(
        "ci-python-version",
        r"(?:Current Python version|The currently activated Python version) \(?(?P<have>[\d.]+)\)? is not "
        r"(?:allowed|supported) by the project \((?P<wants>[^)]+)\)",
        "the project wants Python {wants}, and the job runs {have}",
        "Make the workflow's version of Python and the project's `requires-python` (or `python =`) agree.",
        KILLER, ("step",),
    ),
    rule(
        "ci-python-version",
        r"(?:The version|Version) '?(?P<wants>[\w.*-]+)'? with(?:out)? (?:this )?arch(?:itecture)? '?(?P<have>\w+)'? "
        r"(?:was )?not found|Error: Version (?P<also>[\w.]+) was not found in the local cache",
        "the runner has no Python {wants}{also} for its architecture ({have})",
        "Ask for a version that the runner's image offers (quote it in YAML: `'3.10'` is not 3.1), or take another "
        "image.", KILLER, ("step",),
    ),
    rule(
        "ci-python-version",
        r"error: Failed to install (?P<wants>cpython-[\w.-]+)",
        "the interpreter {wants} could not be fetched",
        "Ask for a version that exists for the runner, or let `actions/setup-python` or the image bring it; if it was "
        "only out of reach, run the job again.", ROOT, ("step",),
    ),
    rule(
        "ci-python-version",
        r"Cannot install on Python version (?P<have>[\d.]+); only versions (?P<wants>[^ ]+) are supported",
        "a package wants Python {wants}, and the job runs {have}",
        _PYTHON, KILLER, ("step",),
    ),
    rule(
        "ci-dependency-conflict",
        r"ERROR: Cannot install (?P<who>.+?) because these package versions have conflicting dependencies",
        "the requirements contradict each other: {who}", _MEET, KILLER, ("conflict", "step"),
    ),
    rule(
        "ci-dependency-conflict",
        rf"(?:The user requested|(?P<who>{_NAME} [\w.]+) depends on) (?P<package>{_NAME})(?P<spec>[<>=!~][^\s]*)",
        "{who} asks for {package}{spec}, which another requirement rules out", _MEET, SYMPTOM, ("conflict", "step"),
    ),
    rule(
        "ci-dependency-conflict",
        r"(?:ResolutionImpossible|resolution-too-deep|Dependency resolution exceeded maximum depth"
        r"|No solution found when resolving dependencies|version solving failed|SolverProblemError"
        r"|LibMambaUnsatisfiableError|UnsatisfiableError|ResolvePackageNotFound|PackagesNotFoundError)"
        r"(?:: ?(?P<who>.{0,200}))?",
        "no set of versions satisfies every requirement", _MEET, ROOT, ("conflict", "step"),
    ),
    rule(
        "ci-dependency-conflict",
        rf"(?:Because|And because) (?!there is|only )(?:no versions of )?(?P<package>{_NAME}).{{0,300}}(?:depends on"
        rf"|requires) "
        rf"(?P<who>{_NAME}).{{0,200}}",
        "{package} and {who} ask for versions that cannot be had together", _MEET, SYMPTOM, ("conflict", "step"),
    ),
    rule(
        "ci-dependency-conflict",
        rf"error: (?P<who>{_NAME} [\w.]+) is installed but (?P<package>{_NAME})(?P<spec>\S*) is required",
        "{who} is installed and {package}{spec} is required", _MEET, ROOT, ("conflict", "step"),
    ),
    rule(
        "ci-dependency-conflict",
        rf"(?:VersionConflict|ContextualVersionConflict): \((?P<who>[^()]+?) \(/[^)]*\), "
        rf"Requirement\.parse\('(?P<package>{_NAME})(?P<spec>[^']*)'\)",
        "{who} is installed, and {package}{spec} is asked for", _MEET, ROOT, ("conflict", "step"),
    ),
    rule(
        "ci-hash-mismatch",
        r"THESE PACKAGES DO NOT MATCH THE HASHES|Hash mismatch for `?(?P<package>[\w.-]+)|hashes are required in "
        r"--require-hashes mode",
        "what was downloaded has not the hash that the requirements state",
        "Compile the requirements again from their source (`pip-compile --generate-hashes`, `uv lock`), and find out "
        "why the file differs before you trust it.", KILLER, _DECLARED,
    ),
    rule(
        "ci-lock-outdated",
        r"(?:pyproject\.toml changed significantly since poetry\.lock was last generated|poetry\.lock is not up to "
        r"date|The lock ?file (?:at .{0,120} )?needs to be updated|uv\.lock.{0,40}needs to be updated"
        r"|Your Pipfile\.lock .{0,60}out of date|lock-file not up-to-date with the workspace)",
        "the lock file is older than what the project asks for",
        "Lock again (`poetry lock`, `uv lock`, `pipenv lock`, `pixi lock`) and commit the lock file with the change.",
        KILLER, ("lock", "step"),
    ),
    rule(
        "ci-wheel-unfit",
        r"ERROR: (?P<file>[\w.+-]+?)\.whl is not a supported wheel on this platform",
        "the wheel {file} is for another platform or Python",
        "Ask for the package by name and version instead of this file, or take the file of the job's Python and "
        "platform (the tags at the end of its name); a marker (`; sys_platform == …`) keeps it to where it fits.",
        KILLER, ("words", "step"),
    ),
    rule(
        "ci-wheel-unfit",
        rf"(?:distribution|Distribution) `(?P<package>{_NAME})(?P<spec>[^`]*)` can't be installed because it doesn't "
        r"have a source distribution or wheel for the current platform|(?P<also>[\w.-]+) has no wheels with a matching "
        r"(?:Python|platform|ABI)",
        "`{package}{also}` has no build for the job's platform",
        _REAL, KILLER, _DECLARED,
    ),
    rule(
        "ci-package-not-found",
        rf"(?:ERROR: )?Could not find a version that satisfies the requirement "
        rf"(?P<package>{_NAME})(?P<spec>\S*).{{0,40}}"
        r"\(from versions: (?P<versions>.{0,600})",
        "there is no {package}{spec} for this interpreter and platform", _REAL, ROOT, _DECLARED,
    ),
    rule(
        "ci-package-not-found",
        rf"ERROR: No matching distribution found for (?P<package>{_NAME})(?P<spec>\S*)",
        "there is no {package}{spec} for this interpreter and platform", _REAL, ROOT, _DECLARED,
    ),
    rule(
        "ci-package-not-found",
        rf"(?:Because (?P<package>{_NAME}) was not found in the (?:package registry|cache)"
        rf"|(?P<also>{_NAME}) \([^)]*\) which doesn't match any versions"
        rf"|there is no version of (?P<third>{_NAME})(?P<spec>[=<>!~]\S*)"
        rf"|Package (?P<fourth>{_NAME}) \((?P<fifth>[^)]+)\) not found)",
        "there is no {package}{also}{third}{fourth}{spec} {fifth}to be had", _REAL, KILLER, _DECLARED,
    ),
    rule(
        "ci-package-not-found",
        r"E: (?:Unable to locate package (?P<package>\S+)|Package '(?P<also>[^']+)' has no installation candidate"
        r"|Version '(?P<spec>[^']+)' for '(?P<third>[^']+)' was not found)",
        "the image's package source has no {package}{also}{third} {spec}",
        "Run `apt-get update` in the same step, or ask for the name that this release of the distribution has; pin the "
        "image so that names do not change under you.", KILLER, ("words", "step"),
    ),
    rule(
        "ci-requirements-file",
        r"ERROR: Could not open requirements file: \[Errno 2\] No such file or directory: '(?P<file>[^']+)'",
        "the requirements file {file} is not there",
        "Correct the path, or check the file in; a step's commands run in the root of the checkout unless it names "
        "a `working-directory`.", KILLER, ("step", "words"),
    ),
    rule(
        "ci-requirements-file",
        r"(?:ERROR: Invalid requirement: '?(?P<file>.{1,120}?)'?(?::|$| \()|error: Couldn't parse requirement in "
        r"`(?P<also>[^`]+)`|ERROR: (?P<third>\S+) is not a valid (?:editable )?requirement"
        r"|ERROR: File \"setup\.py\" (?:or \"setup\.cfg\" )?not found"
        r"|does not appear to be a Python project: neither 'setup\.py' nor 'pyproject\.toml' found)",
        "a requirement cannot be read: {file}{also}{third}",
        "Write it as `name==version` (or a path or address that exists here); one requirement a line.",
        KILLER, ("words", "step"),
    ),
    rule(
        "ci-native-build-failed",
        r"ERROR: Failed (?:building wheel for|to build installable wheels for some .{0,40} \()(?: "
        r")?(?P<package>[\w.-]+)"
        r"|Failed to build `?(?P<also>[\w.-]+?)(?:==\S+)?`?$|error: metadata-generation-failed"
        r"|\u00d7 Failed to (?:download and )?build `?(?P<third>[\w.-]+)",
        "`{package}{also}{third}` had to be built from source, and that fails",
        "Ask for a version that has a wheel for the job's Python and platform, or install its compiler, headers and "
        "build requirements in the step before.", SYMPTOM, _DECLARED,
    ),
    rule(
        "ci-native-build-failed",
        r"ModuleNotFoundError: No module named '(?P<package>pkg_resources|distutils|setuptools|Cython|numpy|torch"
        r"|wheel|pybind11|skbuild|packaging)'.{0,20}(?P<build>\[end of output\])?$",
        "a build needs `{package}` before it can start, and its environment has none",
        "Install `{package}` in an earlier step and build without isolation (`--no-build-isolation`), or ask for a "
        "release that declares it in its `build-system`.", SYMPTOM, _DECLARED,
    ),
)  # fmt: skip
