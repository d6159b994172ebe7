"""The command line's words: sub-commands, options and the help that teaches them by example."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

FORMATS: Final = (
    "text",
    "markdown",
    "json",
    "sarif",
    "github",
    "gitlab",
)  # as in reports/render.py, which help does not load
TEMPLATES: Final = ("note", "contract", "gates", "table")
_DEMO: Final = Path(__file__).with_name("demo.py")

_EXAMPLES: Final = """\
examples:
  mle-reviewer                            review your branch and uncommitted work against its base
  mle-reviewer review --base main         against a base you name
  mle-reviewer review --staged            what you are about to commit
  mle-reviewer review --all               the whole tree instead of a change
  mle-reviewer review --junit tests.xml   with the results of a test run: a clean review needs them to approve
  mle-reviewer review --format markdown --output review.md
  mle-reviewer map --format svg --output map.svg   the system that the repository is, and what is open in it
  mle-reviewer init                       templates of what a team declares, filled in from the map as far as it knows
  mle-reviewer why train.py:14            what is known about the rows at a line
  mle-reviewer explain fit-before-split   why it matters, bad and good code

exit codes:
  0  approved, with or without warnings      2  wrong usage, no git repository, no base, unusable policy
  1  blocked                                 3  the review could not be completed (reported as BLOCK)
"""
_REVIEW_EXAMPLES: Final = """\
examples:
  mle-reviewer review                              branch and uncommitted work against the merge base with its upstream
  mle-reviewer review ../other --base v1.2         another repository, against a tag
  mle-reviewer review --base main --head feature   two revisions; the working tree is not looked at
  mle-reviewer review --all --fail-on warning      the whole tree, and warnings fail too
  mle-reviewer review --format json --output review.json
  mle-reviewer review --format sarif --output review.sarif   for code scanning: traces as paths, stable fingerprints
  mle-reviewer review --format github                        in GitHub Actions: annotations, and the job summary
  mle-reviewer review --also sarif=review.sarif --also json=review.json      one review, several reports
  mle-reviewer review --run                                  also run the project's own tests, in a copy of the tree
  mle-reviewer review --lane bandit --briefs hand-off/       a tool the project does not name; briefs for people
  mle-reviewer review --ci-log job.log --ci-status checks.json --coverage coverage.json   what CI knows of the change
  mle-reviewer review --all --format gitlab --output gl-code-quality-report.json   GitLab Code Quality
  OPENAI_BASE_URL=http://localhost:8000/v1 mle-reviewer review --all --judge MODEL   have a model of yours read along

The base is always printed with how it was found. In CI it is taken from the system's own variables.
"""
_BASELINE_EXAMPLES: Final = """\
A baseline lets `review --all` begin on a repository that has findings already: what it lists is shown as a count and
does not decide. It cannot hide what a change introduces. Entries are kept by fingerprint, without line numbers.

examples:
  mle-reviewer baseline create                     write down every finding there is today
  mle-reviewer baseline create --until 2027-01-31  the same, and let it end by itself
  mle-reviewer baseline update                     add new findings, drop those that are gone
  mle-reviewer baseline prune                      only drop those that are gone
"""
_INIT_EXAMPLES: Final = """\
what can be written:
  note       docs/iterations/0001.md        decision, costs of mistakes, metric, assumptions, risks, next experiment
  contract   contracts/DATASET.odcs.yaml    key, times, classes and rules of each dataset that training reads
  gates      gates.yaml                     what a candidate has to reach before it is promoted
  table      mle-reviewer.toml              where models, contracts, gates, reports, alerts and runbooks are

All are optional, and each takes ten minutes. A file that is there is left alone. A place that still says TODO speaks
for nothing in the ledger; what you fill in is read, with its line, and held against the code.

examples:
  mle-reviewer init                     all four, as far as they are not there
  mle-reviewer init gates               only the gates
  mle-reviewer init note                the next iteration note, beside those that are there
  mle-reviewer init --dry-run contract  print the contracts instead of writing them

exit codes:
  0  written, printed, or nothing to write      2  wrong usage, or a file that cannot be written
"""
_PLACE: Final = "a line, as reports print it: train.py:14, or eda.ipynb:7:3 (cell 7, line 3; also eda.ipynb:cell 7:3)"


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The arguments in full; without a command they are those of `review`. Ends the process as argparse does."""
    parser = _parser()
    commands = {
        "review",
        "map",
        "why",
        "explain",
        "checks",
        "config",
        "init",
        "baseline",
        *(["demo"] if has_demo() else []),
    }
    given = list(words)
    if not given or (given[0] not in commands and given[0] not in ("-h", "--help", "-V", "--version")):
        if given and not given[0].startswith("-") and not Path(given[0]).exists():
            _unknown(parser, given[0], commands)
        given.insert(0, "review")
    return parser.parse_args(given)


def has_demo() -> bool:
    """Whether this version brings a demonstration."""
    return _DEMO.is_file()


def _unknown(parser: argparse.ArgumentParser, word: str, commands: set[str]) -> NoReturn:
    from difflib import get_close_matches

    close = get_close_matches(word, sorted(commands), n=1)
    hint = f"did you mean `{close[0]}`?" if close else f"commands are {', '.join(sorted(commands))}"
    parser.error(f"`{word}` is neither a command nor a folder; {hint}")


def _parser() -> argparse.ArgumentParser:
    from mle_reviewer import __version__

    parser = argparse.ArgumentParser(
        prog="mle-reviewer",
        description="Reviews a change of a machine-learning repository before it merges, and decides.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("-V", "--version", action="version", version=f"mle-reviewer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _review(_command(commands, "review", "review a change and decide (the default command)", _REVIEW_EXAMPLES))
    if has_demo():
        _command(commands, "demo", "review a built-in example repository with a bad change")
    drawn = _command(commands, "map", "draw the machine-learning system of a repository: its parts, joined, and gaps")
    drawn.add_argument(
        "path", metavar="PATH", nargs="?", default=".", help="any folder of the repository (default: here)"
    )
    drawn.add_argument("--format", choices=("text", "mermaid", "svg", "json"), default="text", help="default: text")
    drawn.add_argument("--output", metavar="FILE", help="write the map to this file")
    why = _command(commands, "why", "show what is known at a line: rows, learned statistics, roles, gaps")
    why.add_argument("place", metavar="PLACE", help=_PLACE)
    _tree(why)
    explain = _command(commands, "explain", "print the page of a check: why it matters, bad and good code")
    explain.add_argument("check", metavar="CHECK", help="its id, such as fit-before-split")
    checks = _command(commands, "checks", "list all checks")
    checks.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    _config(_command(commands, "config", "show the policy in force, and where each value comes from"))
    _init(_command(commands, "init", "write templates of what a team declares of its system", _INIT_EXAMPLES))
    _baseline(_command(commands, "baseline", "write down known findings", _BASELINE_EXAMPLES))
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str, epilog: str = ""
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _review(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", metavar="PATH", nargs="?", default=".", help="any folder of the repository (default: here)"
    )
    what = parser.add_argument_group("what is reviewed")
    what.add_argument("--base", metavar="REV", help="compare with this revision")
    what.add_argument("--head", metavar="REV", help="review this revision instead of the working tree")
    what.add_argument("--staged", action="store_true", help="review the index against HEAD")
    what.add_argument("--all", action="store_true", help="review the whole tree instead of a change")
    out = parser.add_argument_group("what comes out")
    out.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    out.add_argument("--output", metavar="FILE", help="write the report to this file")
    out.add_argument(
        "--also",
        metavar="FORMAT=FILE",
        action="append",
        default=[],
        type=_another,
        help="write the same review to this file as well; may be repeated",
    )
    out.add_argument("--timing", action="store_true", help="say on stderr how long each stage took")
    how = parser.add_argument_group("how it is decided")
    how.add_argument(
        "--fail-on", choices=("block", "warning", "never"), help="what gives exit code 1 (default: policy's, or block)"
    )
    how.add_argument(
        "--junit", metavar="FILE", action="append", default=[], help="results of a test run; may be repeated"
    )
    how.add_argument(
        "--strict", action="store_true", help="no waiver counts that the change itself brings (always so in CI)"
    )
    _jobs(how)
    lanes = parser.add_argument_group(
        "existing reviewers (lanes)",
        "Tools that the project uses and that are installed here (ruff, mypy, bandit …) are run on copies of both "
        "sides of the change. Nothing is installed, and no code of the project runs unless --run asks for it.",
    )
    lanes.add_argument("--run", action="store_true", help="also run what executes the project's code: its tests")
    lanes.add_argument("--online", action="store_true", help="also run what asks a server, and ask for the CI's state")
    lanes.add_argument(
        "--lane",
        metavar="NAME",
        action="append",
        default=[],
        help="also a lane or a tool that the project does not say it uses; may be repeated",
    )
    for option, says in (
        ("--ci-log", "a log of CI (text, or the archive of a run): causes of failures with their places"),
        (
            "--coverage",
            "coverage of a test run (coverage.py's JSON, Cobertura XML, lcov): changed lines without a test",
        ),
        ("--ci-status", "how the checks of CI stand: JSON of GitHub's or GitLab's interface, or `gh pr checks --json`"),
    ):
        lanes.add_argument(option, metavar="FILE", action="append", default=[], help=f"{says}; may be repeated")
    lanes.add_argument(
        "--osv",
        metavar="PATH",
        action="append",
        default=[],
        help="a file, folder or zip of OSV records to hold pinned packages against, offline; may be repeated",
    )
    lanes.add_argument(
        "--leads",
        action="store_true",
        help="tell as findings also what checks see that are not right often enough for that; briefs name it otherwise",
    )
    lanes.add_argument("--no-lanes", action="store_true", help="start no tool at all, and hand nothing on")
    lanes.add_argument("--briefs", metavar="DIR", help="write the briefs of lanes that people serve into this folder")
    judge = parser.add_argument_group(
        "judging by reading",
        "A language model reads what no recogniser can decide: off unless asked for, because the repository's text is "
        "sent to it. The server is OPENAI_BASE_URL (default: OpenAI's), its key OPENAI_API_KEY.",
    )
    judge.add_argument("--judge", metavar="MODEL", help="ask this model about every item that no check has proven")
    judge.add_argument(
        "--answers", metavar="FILE", help="keep its answers here; what was asked before is not asked again"
    )
    judge.add_argument(
        "--judge-budget",
        metavar="N",
        type=_positive,
        default=0,
        help="most characters that it is shown (default: 600000)",
    )


def _another(word: str) -> tuple[str, str]:
    form, _, file = word.partition("=")
    if form not in FORMATS or not file:
        raise argparse.ArgumentTypeError(f"expected FORMAT=FILE with one of {', '.join(FORMATS)}, got {word!r}")
    return form, file


def _config(parser: argparse.ArgumentParser) -> None:
    shows = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    show = _command(shows, "show", "print the policy in force, and where each value comes from")
    show.add_argument("file", metavar="FILE", nargs="?", help="also say what holds for findings in this file")
    _tree(show)
    show.add_argument("--base", metavar="REV", help="the policy for a review against this revision")
    show.add_argument("--all", action="store_true", help="the policy for a review of the whole tree")


def _baseline(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, what in (
        ("create", "write down every finding there is today"),
        ("update", "add new findings, drop those that are gone"),
        ("prune", "drop the entries whose findings are gone"),
    ):
        action = _command(actions, name, what)
        _tree(action)
        if name != "prune":
            action.add_argument("--until", metavar="DATE", help="let new entries end on this day (2027-01-31)")
        _jobs(action)


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="WHAT", nargs="*", type=_template, help=f"{', '.join(TEMPLATES)} (default: all of them)"
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    _tree(parser)


def _template(word: str) -> str:
    if word not in TEMPLATES:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(TEMPLATES)}, got {word!r}")
    return word


def _tree(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repository", metavar="DIR", default=".", help="any folder of the repository (default: here)")


def _jobs(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_positive,
        default=0,
        help="processes at once (default: as many as CPUs; few notebooks are followed in one)",
    )


def _positive(word: str) -> int:
    if not word.isdigit() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"expected a number from 1, got {word!r}")
    return int(word)
