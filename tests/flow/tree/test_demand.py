"""Functions that nobody calls are followed where they lead to an act, directly or through what they can see."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.flow.tree.demand import Demand
from mle_reviewer.flow.tree.project import Project
from mle_reviewer.program.reading import Reader
from mle_reviewer.sources.folder import FolderTree

FILES = {
    "fitting.py": (
        "class Learner:\n    def __init__(self):\n        self.model = make()\n"
        "    def learn(self, X):\n        self.model.fit(X)\n    def show(self):\n        print(self)\n"
    ),
    "near.py": "from fitting import Learner\ndef by_method(x):\n    x.learn(1)\ndef plain(x):\n    return x.show()\n",
    "far.py": "import near\ndef twice(x):\n    near.by_method(x)\ndef thrice(x):\n    twice(x)\n",
    "out_of_sight.py": "def by_method(x):\n    x.learn(1)\n",
    "quiet.py": (
        "class Quiet(Loud):\n    pass\n"
        "class Loud:\n    def __call__(self, x):\n        self.fit(x)\ndef make():\n    Quiet()\n"
    ),
}


def test_what_leads_to_an_act_by_names_in_sight_is_worth_entering(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    reader = Reader(FolderTree(str(tmp_path)))
    project = Project(sorted(FILES), reader.code)
    demand = Demand(lambda _code: frozenset({"fit"}))
    for path in sorted(FILES):  # one after the other, as they are followed: what is known stays true
        demand.extend(project, [path])
    leading = set()
    for path in FILES:
        code = reader.code(path)
        assert code is not None
        leading |= {f"{path}:{one.qualname}" for one in code.functions if demand.leads(path, one)}
    assert leading == {
        "fitting.py:Learner.learn",
        "near.py:by_method",
        "far.py:twice",
        "far.py:thrice",
        "quiet.py:Loud.__call__",
        "quiet.py:make",
    }
