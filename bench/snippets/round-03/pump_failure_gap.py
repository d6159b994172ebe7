import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

HORIZON = pd.Timedelta(days=30)
CUT = pd.Timestamp("2022-07-01")


def next_failure(days: pd.DataFrame) -> pd.Series:
    """Date of the next failure of the pump after the day of the row."""
    at = days["date"].where(days["failed"] == 1)
    return at.groupby(days["pump_id"]).transform(lambda s: s.shift(-1).bfill())


def history(days: pd.DataFrame) -> list[str]:
    names = []
    for col in ("pressure", "vibration", "current"):
        grouped = days.groupby("pump_id")[col]
        days[f"{col}_mean14"] = grouped.transform(lambda s: s.rolling(14).mean())
        days[f"{col}_max7"] = grouped.transform(lambda s: s.rolling(7).max())
        names += [f"{col}_mean14", f"{col}_max7"]
    return names


days = pd.read_parquet("pump_days.parquet").sort_values(["pump_id", "date"], ignore_index=True)
features = history(days)
days["fails_soon"] = (next_failure(days) - days["date"] <= HORIZON).astype(int)
days = days.dropna(subset=features)

last_known = days["date"].max() - HORIZON
train = days[days["date"] < CUT - HORIZON]
test = days[days["date"].between(CUT, last_known)]

clf = HistGradientBoostingClassifier(class_weight="balanced", random_state=0)
clf.fit(train[features], train["fails_soon"])
print("AP", average_precision_score(test["fails_soon"], clf.predict_proba(test[features])[:, 1]))
print("base rate", test["fails_soon"].mean())
