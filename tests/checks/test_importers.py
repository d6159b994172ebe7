"""Which modules a change can reach: by the names that changed, over what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from mle_reviewer.checks.gate import Gate
from mle_reviewer.checks.importers import reaching
from mle_reviewer.checks.knowing import table
from mle_reviewer.flow.tree.layout import Layout
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree

FILES = {
    "pkg/__init__.py": "from . import steps\nfrom .steps import other\n",
    "pkg/steps.py": "def cut(x):\n    return x\n\ndef other(x):\n    return x\n",
    "pkg/wrap.py": "from pkg.steps import cut as shorten\n\ndef wrapped(x):\n    return shorten(x)\n",
    "by_name.py": "from pkg.steps import cut\nprint(cut(1))\n",
    "by_package.py": "import pkg\nprint(pkg.steps.cut(1))\n",
    "by_wrapper.py": "from pkg.wrap import wrapped\nprint(wrapped(1))\n",
    "bystander.py": "from pkg.steps import other\nfrom pkg.wrap import missing\nprint(other(1))\n",
    "stranger.py": "def cut(x):\n    return x\n",
}


def reached(folder: Path, names: frozenset[str] | None, files: Mapping[str, str] = FILES) -> set[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    reader = Reader(FolderTree(str(folder)))
    gate = Gate(Layout(files), reader, table(), ("fit",))
    return set(reaching(gate.glances, reader, sorted(files), {"pkg/steps.py": names})) - {"pkg/steps.py"}


def test_who_mentions_the_name_or_what_hangs_on_it(tmp_path: Path) -> None:
    assert reached(tmp_path, frozenset({"cut"})) == {"by_name.py", "by_package.py", "by_wrapper.py", "pkg/wrap.py"}


def test_nobody_where_nobody_mentions_it(tmp_path: Path) -> None:
    assert reached(tmp_path, frozenset({"nowhere_else"})) == set()
    assert reached(tmp_path, frozenset()) == set()


@pytest.mark.parametrize("top", ["register(cut)\n", "cut.ready = True\n"])
def test_where_the_name_sets_something_going_all_importers(tmp_path: Path, top: str) -> None:
    files = FILES | {"pkg/wrap.py": f"from pkg.steps import cut\n{top}"}
    assert "bystander.py" in reached(tmp_path, frozenset({"cut"}), files)


def test_all_importers_where_anything_may_have_changed(tmp_path: Path) -> None:
    assert reached(tmp_path, None) == FILES.keys() - {"pkg/steps.py", "stranger.py"}
