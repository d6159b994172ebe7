import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import confusion_matrix, roc_curve
from sklearn.model_selection import train_test_split

INPUTS = ["glucose", "bmi", "age", "pressure", "pedigree"]


def youden(y, p):
    fpr, tpr, cuts = roc_curve(y, p)
    return cuts[np.argmax(tpr - fpr)]


def thirds(people):
    rest, test = train_test_split(people, test_size=0.2, stratify=people["diabetes"], random_state=23)
    train, valid = train_test_split(rest, test_size=0.25, stratify=rest["diabetes"], random_state=23)
    return train, valid, test


def main():
    people = pd.read_csv("screening.csv").drop_duplicates("person_id")
    train, valid, test = thirds(people)
    forest = RandomForestClassifier(500, min_samples_leaf=5, random_state=23)
    forest.fit(train[INPUTS], train["diabetes"])

    raw = forest.predict_proba(valid[INPUTS])[:, 1]
    curve = IsotonicRegression(out_of_bounds="clip").fit(raw, valid["diabetes"])
    cut = youden(valid["diabetes"], curve.predict(raw))

    p = curve.predict(forest.predict_proba(test[INPUTS])[:, 1])
    tn, fp, fn, tp = confusion_matrix(test["diabetes"], p >= cut).ravel()
    print(f"cut {cut:.3f} sensitivity {tp / (tp + fn):.3f} specificity {tn / (tn + fp):.3f}")


if __name__ == "__main__":
    main()
