import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import brier_score_loss
from sklearn.model_selection import train_test_split


def load():
    lines = pd.read_csv("mobile_lines.csv", index_col="line_no")
    return lines.drop(columns="churn"), lines["churn"]


def cut(X, y, share, seed=6):
    return train_test_split(X, y, test_size=share, stratify=y, random_state=seed)


X, y = load()
X, X_test, y, y_test = cut(X, y, 0.2)
X_fit, X_cal, y_fit, y_cal = cut(X, y, 0.25)

forest = RandomForestClassifier(n_estimators=500, min_samples_leaf=4, random_state=6).fit(X_fit, y_fit)
scores = {"raw": brier_score_loss(y_test, forest.predict_proba(X_test)[:, 1])}
for method in ("sigmoid", "isotonic"):
    cal = CalibratedClassifierCV(forest, method=method, cv="prefit").fit(X_cal, y_cal)
    scores[method] = brier_score_loss(y_test, cal.predict_proba(X_test)[:, 1])

print(pd.Series(scores, name="brier").round(4).to_string())
