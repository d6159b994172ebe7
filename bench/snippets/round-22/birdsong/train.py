import argparse

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import balanced_accuracy_score, classification_report
from sklearn.model_selection import train_test_split

from clips import build_bank


def summarise(bank):
    return np.concatenate([bank.mean(axis=2), bank.std(axis=2), bank.max(axis=2)], axis=1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--recordings", default="recordings")
    parser.add_argument("--trees", type=int, default=600)
    args = parser.parse_args()

    bank, species = build_bank(args.recordings, seed=5)
    x = summarise(bank)
    x_train, x_test, y_train, y_test = train_test_split(
        x, species, test_size=0.2, stratify=species, random_state=5
    )
    model = ExtraTreesClassifier(n_estimators=args.trees, n_jobs=-1, random_state=5)
    model.fit(x_train, y_train)
    predicted = model.predict(x_test)
    print("balanced accuracy", round(balanced_accuracy_score(y_test, predicted), 3))
    print(classification_report(y_test, predicted))


if __name__ == "__main__":
    main()
