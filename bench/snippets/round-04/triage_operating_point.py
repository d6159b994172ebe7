import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import confusion_matrix, fbeta_score
from sklearn.model_selection import train_test_split


def three_way(frame, label, seed):
    rest, test = train_test_split(frame, test_size=0.2, stratify=frame[label], random_state=seed)
    train, tune = train_test_split(rest, test_size=0.25, stratify=rest[label], random_state=seed)
    return {"train": train, "tune": tune, "test": test}


def pick_threshold(y_true, prob, beta=2.0):
    grid = np.linspace(0.02, 0.98, 97)
    scores = [fbeta_score(y_true, prob >= t, beta=beta) for t in grid]
    return float(grid[int(np.argmax(scores))])


def main():
    frame = pd.read_csv("data/triage.csv")
    parts = three_way(frame, "admitted", seed=12)
    xy = {k: (v.drop(columns="admitted"), v["admitted"]) for k, v in parts.items()}

    clf = GradientBoostingClassifier(n_estimators=250, max_depth=3, random_state=12)
    clf.fit(*xy["train"])
    prob = {k: clf.predict_proba(x)[:, 1] for k, (x, _) in xy.items()}

    t = pick_threshold(xy["tune"][1], prob["tune"])
    decided = prob["test"] >= t
    y_test = xy["test"][1]
    print("threshold", t)
    print("F2 test", fbeta_score(y_test, decided, beta=2.0))
    print(confusion_matrix(y_test, decided))


if __name__ == "__main__":
    main()
