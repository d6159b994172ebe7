import pathlib

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split


def describe(file: pathlib.Path) -> dict:
    trace = pd.read_csv(file)
    current, voltage = trace["current_a"], trace["voltage_v"]
    return {
        "energy": float((current * voltage).sum()),
        "peak": float(current.max()),
        "ripple": float(current.diff().abs().mean()),
        "duration": len(trace),
    }


def folder(path: str, label: int) -> pd.DataFrame:
    rows = [describe(f) for f in sorted(pathlib.Path(path).glob("*.csv"))]
    return pd.DataFrame(rows).assign(defect=label)


welds = pd.concat([folder("welds/ok", 0), folder("welds/nok", 1)], ignore_index=True)
welds = welds.reset_index()

y = welds["defect"]
X = welds.drop(columns="defect")
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)

gbc = GradientBoostingClassifier(random_state=0).fit(X_train, y_train)
print(pd.Series(gbc.feature_importances_, X.columns).sort_values())
print("F1", f1_score(y_test, gbc.predict(X_test)))
