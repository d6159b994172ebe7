"""Puts a real run of the tool, on a tiny repository made here, between the transcript markers of README.md."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
START, END = "<!-- transcript:start -->", "<!-- transcript:end -->"
WHEN = "2026-01-05T12:00:00+0000"

GOOD = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

loans = pd.read_csv("loans.csv")
X, y = loans.drop(columns="defaulted"), loans["defaulted"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=7)

scaler = StandardScaler().fit(X_train)
model = LogisticRegression().fit(scaler.transform(X_train), y_train)
print(roc_auc_score(y_test, model.predict_proba(scaler.transform(X_test))[:, 1]))
"""
# The same script after a tidy-looking change: one fit_transform in place of three calls.
BAD = """\
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

loans = pd.read_csv("loans.csv")
X, y = loans.drop(columns="defaulted"), loans["defaulted"]
X = StandardScaler().fit_transform(X)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=7)

model = LogisticRegression().fit(X_train, y_train)
print(roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))
"""


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in `root` with nothing of this machine's git settings, terminal or CI in its environment."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    made = {"HOME": str(root.parent), "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "GIT_CONFIG_NOSYSTEM": "1"}
    people = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "Author"), ("EMAIL", "author@example.com"), ("DATE", WHEN))
    }
    return subprocess.run(
        command, cwd=root, env=kept | made | people, capture_output=True, encoding="utf-8", check=False
    )


def make_repository(root: Path) -> None:
    """Make a repository whose branch `simpler` changes the script that `main` holds."""
    root.mkdir()
    for branch, script, message in (("main", GOOD, "Train the model"), ("simpler", BAD, "Scale in one step")):
        if branch == "main":
            run(root, "git", "init", "--quiet", "--initial-branch", branch)
        else:
            run(root, "git", "checkout", "--quiet", "-b", branch)
        (root / "train.py").write_text(script, encoding="utf-8")
        run(root, "git", "add", "train.py")
        run(root, "git", "commit", "--quiet", "--message", message).check_returncode()


def transcript() -> str:
    """Return the block as it should stand: the diff, the command, what the tool printed, and its exit code."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "loans")
        make_repository(root)
        diff = run(root, "git", "diff", "--unified=1", "main").stdout
        review = run(root, sys.executable, "-m", "mle_reviewer", "review", "--base", "main")
    if review.returncode != 1 or review.stderr:
        sys.exit(f"the review did not block as expected: exit {review.returncode}\n{review.stdout}{review.stderr}")
    change = "\n".join(diff.splitlines()[4:])  # without the header that names the file twice
    return (
        f"{START}\n```diff\n{change}\n```\n\n```console\n$ mle-reviewer review --base main\n"
        f"{review.stdout.rstrip()}\n$ echo $?\n{review.returncode}\n```\n{END}"
    )


def main() -> int:
    """Rewrite the block, or with --check say whether it is what the tool prints today."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    fresh = before + transcript() + after
    if "--check" in sys.argv[1:]:
        if fresh != text:
            print("README.md: the transcript is not what the tool prints now; `make transcript` renews it")
        return int(fresh != text)
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
