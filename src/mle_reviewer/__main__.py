"""The door: `mle-reviewer` and `python -m mle_reviewer` both begin here."""

from __future__ import annotations

import os
import sys

from mle_reviewer import __version__


def main() -> int:
    """Answer `--version` at once; everything else is the command line's work.

    Editors and hooks ask for the version often, and argparse alone costs twice a bare interpreter.
    """
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"mle-reviewer {__version__}\n")
        return 0
    try:
        from mle_reviewer.faces.cli import main as command_line

        code = command_line()
    except Exception:  # noqa: BLE001 - Python ends with 1 after an error of ours, and 1 means "blocked"
        import traceback

        traceback.print_exc()
        sys.stderr.write("mle-reviewer: this is a fault of the reviewer, and nothing was decided\n")
        return 3
    return code


def run() -> None:
    """Ends the process at once with what `main` says: to take all objects apart costs a thirtieth of a large review."""
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        pass  # whoever listened is gone
    os._exit(code)


if __name__ == "__main__":
    run()
