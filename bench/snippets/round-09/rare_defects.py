import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, matthews_corrcoef
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.preprocessing import StandardScaler


def make_flow(ratio_up: float, ratio_down: float) -> Pipeline:
    return Pipeline(steps=[
        ("scale", StandardScaler()),
        ("up", SMOTE(sampling_strategy=ratio_up, k_neighbors=3, random_state=0)),
        ("down", RandomUnderSampler(sampling_strategy=ratio_down, random_state=0)),
        ("lr", LogisticRegression(C=0.5, max_iter=2000)),
    ])


if __name__ == "__main__":
    wafers = pd.read_csv("wafers.csv")
    y = wafers.pop("defect")
    W_dev, W_end, y_dev, y_end = train_test_split(wafers, y, test_size=0.25, stratify=y, random_state=0)

    cv = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    best, best_score = None, -1
    for up, down in [(0.05, 0.2), (0.1, 0.5), (0.2, 0.8)]:
        ap = cross_val_score(make_flow(up, down), W_dev, y_dev, cv=cv, scoring="average_precision").mean()
        print(up, down, round(ap, 4))
        if ap > best_score:
            best, best_score = (up, down), ap

    flow = make_flow(*best).fit(W_dev, y_dev)
    p = flow.predict_proba(W_end)[:, 1]
    print("AP", average_precision_score(y_end, p), "MCC", matthews_corrcoef(y_end, p > 0.5))
