"""Builds the repository that change reviews are timed on: a base of many files, a head that changes 20 of them."""

from __future__ import annotations

import ast
import json
import os
import random
import shutil
import subprocess
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

FILES_CHANGED: Final = 20
HUNKS: Final = 3
CODE: Final = frozenset({".py", ".ipynb"})
TEXT: Final = (".sql", ".yaml", ".yml", ".toml", ".json", ".md")  # what else a repository holds; fills up to the size
LARGEST: Final = 4_000_000
APART: Final = 3  # lines between two hunks, so that a diff without context keeps them apart


def assemble(into: Path, folders: Sequence[Path], files: int, seed: int) -> tuple[str, str]:
    """Copies `files` files of the folders into a new repository; returns the ids of the base and the head commit."""
    chosen = choose(folders, files, random.Random(seed))  # noqa: S311 - a draw
    if len(chosen) < files:
        raise SystemExit(f"the folders hold {len(chosen)} files, {files} are needed")
    copy(into, chosen)
    _git(into, "init", "--quiet", "--initial-branch=main")
    base = _commit(into, "base")
    edit(into, sorted(target for _, target in chosen), random.Random(seed))  # noqa: S311 - a draw
    return base, _commit(into, "head")


def copy(into: Path, files: Sequence[tuple[Path, str]]) -> int:
    """Copies files to their places below `into`; returns how many."""
    for source, target in files:
        place = into / target
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    return len(files)


def files_of(folders: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Code and text files of the folders in a fixed order, each with its place below a common root."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix not in CODE and path.suffix not in TEXT:
                continue
            if path.is_file() and not path.is_symlink() and ".git" not in path.parts and path.stat().st_size <= LARGEST:
                yield path, f"{folder.name}/{path.relative_to(folder).as_posix()}"


def choose(folders: Sequence[Path], files: int, draw: random.Random) -> list[tuple[Path, str]]:
    """Code first (a drawn part of it when there is more than enough), then other text until the size is reached."""
    every = list(files_of(folders))
    code = [pair for pair in every if pair[0].suffix in CODE]
    if len(code) >= files:
        return sorted(draw.sample(code, files))
    rest = [pair for suffix in TEXT for pair in every if pair[0].suffix == suffix]
    return [*code, *rest[: files - len(code)]]


def edit(root: Path, paths: Iterable[str], draw: random.Random) -> None:
    """Changes 20 drawn code files in three places each, by lines that compute nothing."""
    candidates = [path for path in paths if Path(path).suffix in CODE]
    draw.shuffle(candidates)
    changed = 0
    for path in candidates:
        place = root / path
        try:
            text = place.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        new = edited_notebook(text, draw) if place.suffix == ".ipynb" else edited_module(text, draw)
        if new is not None:
            place.write_bytes(new.encode("utf-8"))
            changed += 1
        if changed == FILES_CHANGED:
            return
    raise SystemExit(f"only {changed} files can be changed in {HUNKS} places")


def edited_module(text: str, draw: random.Random) -> str | None:
    """The module with an assignment before three top-level statements that lie apart, or None where there are not."""
    lines = text.split("\n")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(text).body
    except (SyntaxError, ValueError):
        return None
    starts = [_first_line(one) for one in body[1:] if not _is_future(one)]
    apart = [line for line, before in zip(starts[1:], starts, strict=False) if line - before >= APART]
    if "\r" in text or len(apart) < HUNKS:
        return None
    for number, line in enumerate(sorted(draw.sample(apart, HUNKS), reverse=True)):
        lines.insert(line - 1, f"seeded_change_{HUNKS - number} = {line}")
    return "\n".join(lines)


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(one.lineno for one in decorators)])


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def edited_notebook(text: str, draw: random.Random) -> str | None:
    """The notebook with a line added to three code cells, or None where rewriting it would change more than that."""
    try:
        notebook = json.loads(text)
        written = _written(notebook)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and isinstance(cell["source"], list)]
    except (ValueError, KeyError, TypeError):
        return None
    cells = [cell for cell in cells if cell["source"] and not cell["source"][0].startswith(("%", "!"))]
    if written != text or len(cells) < HUNKS:
        return None
    for number, index in enumerate(sorted(draw.sample(range(len(cells)), HUNKS)), start=1):
        cells[index]["source"].insert(0, f"seeded_change_{number} = {index}\n")
    return _written(notebook)


def _written(notebook: object) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _commit(root: Path, words: str) -> str:
    _git(root, "add", "--all", "--force")
    _git(root, "commit", "--quiet", "--message", words)
    return _git(root, "rev-parse", "HEAD").strip()


def _git(root: Path, *arguments: str) -> str:
    person = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "bench"), ("EMAIL", "bench@example.com"), ("DATE", "2026-01-05T12:00:00+0000"))
    }
    settings = ("-c", "core.autocrlf=false", "-c", "gc.auto=0", "-c", "commit.gpgSign=false")
    done = subprocess.run(
        ("git", *settings, *arguments), cwd=root, env={**os.environ, **person}, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode("utf-8", "surrogateescape")
