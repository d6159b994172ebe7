import sys

import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupShuffleSplit

from recordings import catalogue, matrix


def machines_apart(table, share, seed):
    cut = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    left, right = next(cut.split(table, groups=table["machine"]))
    return table.iloc[left], table.iloc[right]


def clip_auc(model, X, y, wav):
    votes = pd.DataFrame({"p": model.predict_proba(X)[:, 1], "y": y}).groupby(wav).mean()
    return roc_auc_score(votes["y"].round().astype(int), votes["p"])


def main(root):
    work, test = machines_apart(catalogue(root), 0.25, seed=2)
    train, valid = machines_apart(work, 0.25, seed=3)
    X, y, _ = matrix(train, copies=2)
    X_valid, y_valid, wav_valid = matrix(valid)
    fitted = {}
    for leaf in (1, 5, 20):
        model = ExtraTreesClassifier(500, min_samples_leaf=leaf, n_jobs=-1, random_state=0).fit(X, y)
        fitted[clip_auc(model, X_valid, y_valid, wav_valid)] = model
    best = max(fitted)
    X_test, y_test, wav_test = matrix(test)
    print(f"valid {best:.3f}, test {clip_auc(fitted[best], X_test, y_test, wav_test):.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
