"""What training draws from, what seeds it, and where nobody can say who came before."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.system.questions.learning.programs import programs, started
from mle_reviewer.system.questions.learning.randomness import draws
from tests.system.making import system_of

TRAIN = """\
import numpy as np
import torch
from torch import nn


def fit(loader, noise=np.random.rand(2)):
    model = nn.Linear(2, 2)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for x, y in loader:
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(x), y).backward()
        optimizer.step()
"""


def unseeded(folder: Path, **files: str) -> list[tuple[str, list[str], bool]]:
    system = system_of(folder, {f"{name}.py": text for name, text in files.items()})
    return [(one.root.path, draws(system, one).unseeded, started(system, one)) for one in programs(system)]


def test_a_seed_of_one_generator_leaves_the_others(tmp_path: Path) -> None:
    main = "import numpy as np\nfrom train import fit\nnp.random.seed(1)\nfit([])\n"
    assert unseeded(tmp_path, main=main, train=TRAIN) == [("main.py", ["torch"], True)]


def test_a_seed_of_nothing_is_none(tmp_path: Path) -> None:
    main = "import torch\nfrom train import fit\ntorch.manual_seed(None)\nfit([])\n"
    assert unseeded(tmp_path, main=main, train=TRAIN) == [("main.py", ["numpy", "torch"], True)]


def test_whoever_imports_a_function_that_nobody_was_seen_to_call_may_have_seeded(tmp_path: Path) -> None:
    main = "import torch\nimport train\ntorch.manual_seed(2)\ngetattr(train, input())([])\n"
    assert unseeded(tmp_path, main=main, train=TRAIN) == [("train.py", ["numpy"], False)]


def test_a_library_starts_nothing(tmp_path: Path) -> None:
    assert [start for _, _, start in unseeded(tmp_path, train=TRAIN)] == [False]
