import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

HORIZON = 30
CUT = pd.Timestamp("2022-07-01")


def label_ahead(days: pd.DataFrame) -> pd.Series:
    """1 if the engine fails within the next 30 days."""
    def ahead(failed):
        reverse = failed.iloc[::-1].shift(1).rolling(HORIZON, min_periods=1).max()
        return reverse.iloc[::-1]
    return days.groupby("engine_id")["failed"].transform(ahead)


def history(days: pd.DataFrame) -> pd.DataFrame:
    g = days.groupby("engine_id")
    for col in ("oil_temp", "vibration", "egt"):
        days[f"{col}_mean14"] = g[col].transform(lambda s: s.rolling(14).mean())
        days[f"{col}_slope7"] = g[col].diff(7)
    return days


days = pd.read_parquet("engine_days.parquet").sort_values(["engine_id", "date"])
days = history(days)
days["fails_soon"] = label_ahead(days)
days = days.dropna()

features = [c for c in days if c.endswith(("_mean14", "_slope7"))]
train = days[days["date"] < CUT]
test = days[days["date"] >= CUT]

clf = HistGradientBoostingClassifier(class_weight="balanced", random_state=0)
clf.fit(train[features], train["fails_soon"])
proba = clf.predict_proba(test[features])[:, 1]
print("AP", average_precision_score(test["fails_soon"], proba))
print("AUC", roc_auc_score(test["fails_soon"], proba))
