import argparse

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from windows import describe, load, turned


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder")
    ap.add_argument("--copies", type=int, default=2)
    ap.add_argument("--seed", type=int, default=100)
    args = ap.parse_args()
    rng = np.random.default_rng(args.seed)

    signals, gaits, walkers = load(args.folder)
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=args.seed)
    fit_rows, held_rows = next(splitter.split(signals, gaits, groups=walkers))

    fit_signals, fit_gaits, fit_walkers = turned(
        signals[fit_rows], gaits[fit_rows], walkers[fit_rows], args.copies, rng
    )
    search = GridSearchCV(
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=3000)),
        {"logisticregression__C": np.logspace(-3, 1, 5)},
        cv=GroupKFold(n_splits=5),
        scoring="f1_macro",
    )
    search.fit(describe(fit_signals), fit_gaits, groups=fit_walkers)
    print(len(set(fit_walkers)), "walkers in,", len(set(walkers[held_rows])), "walkers held out")
    print(classification_report(gaits[held_rows], search.predict(describe(signals[held_rows]))))


if __name__ == "__main__":
    main()
