"""A notebook that stands in a tree twice shows the same as if each were followed, and hands on its own files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from unittest.mock import patch

from mle_reviewer.checks import copies
from mle_reviewer.checks.run import Analysis, analyse
from mle_reviewer.sources.folder import FolderTree

LOADS = "import pandas as pd\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.svm import SVC\n"
TRAINS = (
    f"{LOADS}d = pd.read_csv('{{}}')\nX, Z, y, z = train_test_split(d[['a', 'b']], d['y'], random_state=1)\n"
    "print(SVC().fit(X, y).score(Z, z))\n"
)
SCALES = (
    "import pandas as pd\nfrom sklearn.preprocessing import StandardScaler\nd = pd.read_csv('raw.csv')\n"
    "d[['a', 'b']] = StandardScaler().fit_transform(d[['a', 'b']])\nd.to_csv('scaled.csv')\n"
)


def notebook(*sources: str, counts: Sequence[int | None] = (), outputs: str = "") -> str:
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "execution_count": counts[number] if counts else None,
            "metadata": {},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": outputs}] if outputs else [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def analysed(folder: Path, files: Mapping[str, str]) -> tuple[Analysis, list[str]]:
    """What a tree shows, and the notebooks of which it was told by their copies."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    told: list[str] = []
    shown = copies.Copies.shown

    def watched(self: copies.Copies, code: copies.Cells, path: str) -> copies.Shown | None:
        found = shown(self, code, path)
        told.extend([path] if found is not None else [])
        return found

    with patch.object(copies.Copies, "shown", watched):
        found = analyse(FolderTree(str(folder)))
    with patch.object(copies.Copies, "shown", lambda *_: None):
        assert analyse(FolderTree(str(folder))) == found
    return found, told


def test_a_copy_of_what_showed_nothing_is_not_followed_again(tmp_path: Path) -> None:
    honest = TRAINS.format("data.csv")
    books = {"a/book.ipynb": notebook(honest), "b/book.ipynb": notebook(honest, outputs="0.91\n")}
    found, told = analysed(tmp_path, {**books, "c/plot.ipynb": notebook("x = 1"), "d/plot.ipynb": notebook("x = 1")})
    assert told == ["b/book.ipynb", "d/plot.ipynb"]
    assert not found.findings
    assert found.surfaces["b/book.ipynb"] == found.surfaces["a/book.ipynb"]


def test_what_leaks_is_told_of_each_copy_in_its_own_lines(tmp_path: Path) -> None:
    leaks = SCALES.replace("d.to_csv('scaled.csv')", "") + TRAINS.format("data.csv").replace(
        "d = pd.read_csv('data.csv')", ""
    )
    found, told = analysed(tmp_path, {"a/book.ipynb": notebook(leaks), "b/book.ipynb": notebook("# v2", leaks)})
    assert not told
    assert [one.at.path for one in found.findings] == ["a/book.ipynb", "b/book.ipynb"]
    found, told = analysed(tmp_path, {"c/book.ipynb": notebook(leaks)})
    assert not told
    assert [one.at.path for one in found.findings] == ["a/book.ipynb", "b/book.ipynb", "c/book.ipynb"]


def test_a_copy_beside_another_module_of_the_same_name_is_followed(tmp_path: Path) -> None:
    book = notebook(
        "from ready import scaled\nd = scaled('raw.csv')\n"
        + TRAINS.format("x.csv").replace("d = pd.read_csv('x.csv')", "")
    )
    leaks = "import pandas as pd\nfrom sklearn.preprocessing import StandardScaler\n\n"
    leaks += "def scaled(p):\n    d = pd.read_csv(p)\n"
    leaks += "    d[['a', 'b']] = StandardScaler().fit_transform(d[['a', 'b']])\n    return d\n"
    files = {"a/ready.py": "import pandas as pd\nscaled = pd.read_csv\n", "b/ready.py": leaks}
    found, told = analysed(tmp_path, {"a/book.ipynb": book, "b/book.ipynb": book, **files})
    assert not told
    assert [one.at.path for one in found.findings] == ["b/ready.py"]


def test_files_pass_to_a_copy_from_its_own_folder(tmp_path: Path) -> None:
    book = notebook(TRAINS.format("scaled.csv"))
    found, told = analysed(
        tmp_path,
        {"a/book.ipynb": book, "b/book.ipynb": book, "b/prepare.ipynb": notebook(SCALES), "c/book.ipynb": book},
    )
    assert told == ["b/book.ipynb", "c/book.ipynb"]
    assert [one.at.path for one in found.findings] == ["b/prepare.ipynb"]


def test_a_copy_beside_a_document_that_its_paths_lead_to_is_followed(tmp_path: Path) -> None:
    book = notebook(TRAINS.format("data.csv"))
    _, told = analysed(tmp_path, {"a/book.ipynb": book, "b/book.ipynb": book, "b/data.csv": "a,b,y\n"})
    assert not told


def test_cells_run_in_another_order_are_no_copy(tmp_path: Path) -> None:
    cells = SCALES.replace("d.to_csv('scaled.csv')", ""), LOADS, TRAINS.format("data.csv")
    _, told = analysed(
        tmp_path,
        {"a/book.ipynb": notebook(*cells, counts=(1, 2, 3)), "b/book.ipynb": notebook(*cells, counts=(3, 1, 2))},
    )
    assert not told
