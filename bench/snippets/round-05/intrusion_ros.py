import argparse
import numpy as np
import pandas as pd
from imblearn.over_sampling import RandomOverSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import OneHotEncoder


def flows(path):
    df = pd.read_csv(path, low_memory=False)
    df = df.replace([np.inf, -np.inf], np.nan).dropna()
    y = df.pop("attack_type")
    return df.select_dtypes("number").to_numpy(np.float32), y.to_numpy()


def evaluate(X, y, folds, trees):
    truth, guess = [], []
    for fold, (a, b) in enumerate(StratifiedKFold(folds, shuffle=True, random_state=3).split(X, y)):
        clf = RandomForestClassifier(trees, n_jobs=-1, random_state=fold)
        clf.fit(X[a], y[a])
        truth.append(y[b])
        guess.append(clf.predict(X[b]))
        print("fold", fold, "done")
    return np.concatenate(truth), np.concatenate(guess)


def cli():
    p = argparse.ArgumentParser(description="Network intrusion, k-fold evaluation")
    p.add_argument("csv")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--trees", type=int, default=200)
    return p.parse_args()


if __name__ == "__main__":
    a = cli()
    X, y = flows(a.csv)
    X, y = RandomOverSampler(random_state=3).fit_resample(X, y)
    truth, guess = evaluate(X, y, a.folds, a.trees)
    print(classification_report(truth, guess, digits=4))
