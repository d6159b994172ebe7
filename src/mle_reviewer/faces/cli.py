"""The command line: arguments in, report and exit code out, and never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from argparse import Namespace

USAGE: Final = 2
UNFINISHED: Final = 3
_INTERRUPTED: Final = 130
# Only the module of the command that is run is imported.
_COMMANDS: Final = {
    "review": "mle_reviewer.faces.reviewing",
    "map": "mle_reviewer.faces.map",
    "why": "mle_reviewer.faces.why",
    "explain": "mle_reviewer.faces.checks",
    "checks": "mle_reviewer.faces.checks",
    "config": "mle_reviewer.faces.config",
    "init": "mle_reviewer.faces.init",
    "baseline": "mle_reviewer.faces.baseline",
    "demo": "mle_reviewer.faces.demo",
}


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    from mle_reviewer.faces.arguments import parse

    arguments = parse(sys.argv[1:] if words is None else words)
    run: Callable[[Namespace], int] = import_module(_COMMANDS[arguments.command]).run
    from mle_reviewer.faces.streams import UsageError, print_error
    from mle_reviewer.policy.policy import PolicyError
    from mle_reviewer.sources.git import SourceError

    try:
        return run(arguments)
    except (UsageError, PolicyError, SourceError) as error:
        print_error(str(error))
        return USAGE
    except KeyboardInterrupt:
        print_error("interrupted")
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a line and an exit code
        print_error(f"internal error: {where(error)}")
        return UNFINISHED


def where(error: BaseException) -> str:
    """An unexpected error in one line: what, and the place in this package where it came up."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if f"{os.sep}mle_reviewer{os.sep}" in path:
            inside = path.rpartition(f"{os.sep}mle_reviewer{os.sep}")[2]
            place = f" (mle_reviewer/{inside}:{trace.tb_lineno})"
        trace = trace.tb_next
    return f"{type(error).__name__}: {error}{place}"
