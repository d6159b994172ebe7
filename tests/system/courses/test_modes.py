"""Courses of networks: what is entered, which object is which, and in which mode a network is asked."""

from __future__ import annotations

from pathlib import Path

from mle_reviewer.program.code import line_of
from mle_reviewer.system.courses.roots import Walk
from tests.system.making import system_of

HEAD = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, chance=0.5):
        super().__init__()
        self.drop = nn.Dropout(chance)

    def forward(self, x):
        return self.drop(x)


"""
BEGIN = HEAD.count("\n")


def walks(folder: Path, text: str) -> dict[str, Walk]:
    system = system_of(folder, {"train.py": HEAD + text})
    return {walk.course.root.name: walk for walk in system.walks}


def modes(walk: Walk) -> list[tuple[int, str | None]]:
    """The lines on which networks are asked, counted behind the head, with the mode they are in."""
    found: list[tuple[int, str | None]] = []
    for asked in walk.asked:
        turn = walk.modes.at(asked.moment, asked.key)
        found.append((line_of(asked.call.pos) - BEGIN, turn.mode if turn else None))
    return found


def test_wrappers_are_what_they_wrap(tmp_path: Path) -> None:
    text = """\
def main(x):
    model = Net().cuda()
    model = nn.DataParallel(model)
    model.module.eval()
    model(x)
"""
    assert modes(walks(tmp_path, text)["main"]) == [(5, "evaluation")]


def test_functions_are_entered_with_what_they_are_given(tmp_path: Path) -> None:
    text = """\
def still(net):
    net.eval()


def ask(net, x):
    return net(x)


def main(x):
    model = Net()
    ask(model, x)
    still(model)
    ask(model, x)
"""
    assert modes(walks(tmp_path, text)["main"]) == [(6, "training"), (6, "evaluation")]


def test_objects_hold_networks(tmp_path: Path) -> None:
    text = """\
class Judge:
    def __init__(self, net):
        self.net = net

    def ask(self, x):
        return self.net(x)


def main(x):
    model = Net()
    judge = Judge(model)
    judge.net.eval()
    return judge.ask(x)
"""
    assert modes(walks(tmp_path, text)["main"]) == [(6, "evaluation")]


def test_an_arm_makes_the_mode_unknown(tmp_path: Path) -> None:
    text = """\
def main(x, quick):
    model = Net()
    if quick:
        model.eval()
        model(x)
    model(x)
    model.train(quick)
    model(x)
"""
    assert modes(walks(tmp_path, text)["main"]) == [(5, "evaluation"), (6, None), (8, None)]


def test_whoever_is_not_known_may_have_turned_it(tmp_path: Path) -> None:
    text = """\
from elsewhere import prepare


def main(x):
    model = Net()
    model.train()
    model(x)
    prepare(model)
    model(x)
"""
    assert modes(walks(tmp_path, text)["main"]) == [(7, "training"), (9, None)]


def test_methods_follow_what_made_their_object(tmp_path: Path) -> None:
    text = """\
class Predictor:
    def __init__(self):
        self.net = Net()
        self.net.eval()

    @torch.no_grad()
    def predict(self, x):
        return self.net(x)
"""
    walk = walks(tmp_path, text)["Predictor.predict"]
    assert modes(walk) == [(8, "evaluation")]
    assert walk.networks.without_gradients(walk.asked[0].moment) is True


def test_what_differs_in_training(tmp_path: Path) -> None:
    text = """\
def main(x):
    for model in (Net(), nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)), nn.LSTM(2, 2), nn.LSTM(2, 2, dropout=0.1)):
        model.eval()
        with torch.set_grad_enabled(False):
            model(x)
"""
    walk = walks(tmp_path, text)["main"]
    differs = [turn.differs for turn in walk.modes.turns if turn.made]
    assert differs == ["torch.nn.Dropout", *["torch.nn.BatchNorm1d"] * 2, "", "torch.nn.LSTM"]
    assert walk.networks.without_gradients(walk.asked[-1].moment) is True


def test_circles_end(tmp_path: Path) -> None:
    text = """\
def one(net, x):
    net.eval()
    two(net, x)


def two(net, x):
    one(net, x)
    net(x)


def main(x):
    one(Net(), x)
"""
    assert modes(walks(tmp_path, text)["main"]) == [(8, None)]
