"""Assembles what the yardsticks run on, in a folder outside the checkout: `python -m bench.corpora COMMAND …`.

checkout INTO GITDIR…   a work tree with its own .git per git directory (clones, bare or not, whole or partial)
code INTO FOLDER…       corpus A: code and text files of work trees, copied without their history
wheels INTO             corpus B: the wheels of three big libraries, unpacked (needs a package index)
change INTO FOLDER…     one repository with the code of the folders, then one seeded change of 20 files in 60 places
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from bench.seeded_change import assemble, copy, files_of

WHEELS: Final = ("scikit-learn==1.9.1", "mlflow==3.18.0", "transformers==5.23.0")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one of the commands."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.corpora", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("checkout")
    one.add_argument("into", type=Path)
    one.add_argument("git_dirs", type=Path, nargs="+")
    one = commands.add_parser("code")
    one.add_argument("into", type=Path)
    one.add_argument("folders", type=Path, nargs="+")
    one = commands.add_parser("wheels")
    one.add_argument("into", type=Path)
    one = commands.add_parser("change")
    one.add_argument("into", type=Path)
    one.add_argument("folders", type=Path, nargs="+")
    one.add_argument("--files", type=int, default=10_000)
    one.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    if chosen.command == "checkout":
        for git_dir in chosen.git_dirs:
            absent = checkout(git_dir, chosen.into / name_of(git_dir))
            print(f"{name_of(git_dir)}: {absent} files absent from the clone")
    elif chosen.command == "code":
        copied = copy(chosen.into, list(files_of(chosen.folders)))
        print(f"{copied} files")
    elif chosen.command == "wheels":
        wheels(chosen.into)
    else:
        base, head = assemble(chosen.into, chosen.folders, chosen.files, chosen.seed)
        print(f"base {base}\nhead {head}")
    return 0


def name_of(git_dir: Path) -> str:
    """The folder name of a clone: its own, or its parent's when it is called repo or .git."""
    whole = git_dir.resolve()
    return whole.parent.name if whole.name in {"repo", ".git"} else whole.name.removesuffix(".git")


def checkout(git_dir: Path, into: Path) -> int:
    """Clones `git_dir` by hard links and checks out what it holds; returns how many files' content it lacks.

    Files without content (partial clones lack the largest) are marked skip-worktree, so that the work tree is clean.
    """
    if into.exists():
        return len(_absent(into))
    into.parent.mkdir(parents=True, exist_ok=True)
    _git(None, "clone", "--quiet", "--local", "--no-checkout", str(git_dir), str(into))
    _git(into, "read-tree", "HEAD")
    absent = _absent(into)
    if absent:
        _git(into, "update-index", "--skip-worktree", "-z", "--stdin", words=absent)
    _git(into, "checkout-index", "--all", "--force", "--quiet")
    _git(into, "update-index", "--refresh", "-q", check=False)
    return len(absent)


def _absent(repository: Path) -> list[str]:
    entries = [line.split("\t", 1) for line in _git(repository, "ls-files", "-s", "-z").split("\0") if line]
    blobs = [(head.split()[1], path) for head, path in entries if head.split()[0] != "160000"]
    answers = _git(
        repository, "cat-file", "--batch-check=%(objectname)", words=[blob for blob, _ in blobs], end="\n"
    ).splitlines()
    return [path for (_, path), answer in zip(blobs, answers, strict=True) if answer.endswith("missing")]


def _git(folder: Path | None, *arguments: str, words: Iterable[str] = (), end: str = "\0", check: bool = True) -> str:
    done = subprocess.run(
        ("git", "-c", "core.quotePath=false", *arguments),
        cwd=folder,
        input="".join(f"{word}{end}" for word in words).encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )
    if check and done.returncode:
        raise SystemExit(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode("utf-8", "surrogateescape")


def wheels(into: Path) -> None:
    """Downloads the pinned wheels without their requirements and unpacks the Python files."""
    into.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        (sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--dest", str(into), *WHEELS),
        check=True,
    )
    for wheel in sorted(into.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(into, [name for name in archive.namelist() if name.endswith(".py")])
    print(f"{sum(1 for _ in into.rglob('*.py'))} files")


if __name__ == "__main__":
    sys.exit(main())
