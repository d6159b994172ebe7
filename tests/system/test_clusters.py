"""What a job of CI puts into a cluster that it has made itself is told from what goes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mle_reviewer.system.questions.commands.ci import deploying, workflows
from tests.system.making import system_of

if TYPE_CHECKING:
    from pathlib import Path

CI = "on: push\njobs:\n  ship:\n    runs-on: ubuntu-latest\n    steps:\n"
APPLY = "{run: kubectl apply -f deploy/}"
KIND = "{run: kind create cluster}"
EKS = "{run: aws eks update-kubeconfig --name live}"
TRAINING = {"train.py": "from sklearn.svm import SVC\nSVC().fit([[1]], [1])\n"}


def lines(folder: Path, *steps: str) -> list[int]:
    """The steps, counted from 1, that put something in use; the deployments of the tree are the same."""
    files = {**TRAINING, ".github/workflows/ci.yml": CI + "".join(f"      - {one}\n" for one in steps)}
    system = system_of(folder, files)
    found = [one.line - 5 for flow in workflows(system) for one in deploying(system, flow)]
    assert found == [one.at.line - 5 for one in system.roles.deploys]
    return found


@pytest.mark.parametrize(
    "made",
    [
        KIND, "{run: sudo minikube start --driver=none}", "{run: k3d cluster create churn}",
        "{uses: helm/kind-action@v1}", "{uses: engineerd/setup-kind@v0.6.2}", "{uses: medyagh/setup-minikube@master}",
        "{uses: helm/kind-action@v1, with: {install_only: false}}",
    ],
)  # fmt: skip
def test_a_cluster_of_the_job_is_gone_with_it(tmp_path: Path, made: str) -> None:
    assert lines(tmp_path, made, APPLY, "{run: helm upgrade churn charts}", "{uses: azure/k8s-deploy@v5}") == []
    assert lines(tmp_path, APPLY, made) == [1]


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((KIND, "{run: gcloud run deploy churn}"), [2]),
        ((KIND, EKS, APPLY), [3]),
        ((EKS, KIND, APPLY), []),
        ((KIND, "{run: kubectl config use-context kind-kind}", APPLY), []),
        ((KIND, "{run: kubectl config use-context live}", APPLY), [3]),
        ((KIND, "{run: helm upgrade churn charts --kube-context kind-kind}"), []),
        ((KIND, "{run: helm upgrade churn charts --kube-context=live}"), [2]),
        (("{uses: helm/kind-action@v1, with: {install_only: true}}", APPLY), [2]),
    ],
)
def test_what_goes_elsewhere_is_in_use(tmp_path: Path, steps: tuple[str, ...], found: list[int]) -> None:
    assert lines(tmp_path, *steps) == found


def test_a_cluster_under_a_condition_is_at_hand_under_the_same(tmp_path: Path) -> None:
    here, there = "if: inputs.local, ", "if: inputs.live, "
    steps = (KIND, APPLY, EKS, APPLY, APPLY)
    given = (here, here, there, here, there)
    spelled = [one.replace("{", "{" + condition) for one, condition in zip(steps, given, strict=True)]
    assert lines(tmp_path, *spelled) == [5]
    assert lines(tmp_path, spelled[0], APPLY) == [2]
