"""Alarm for hypoglycaemia within the next 30 minutes from a CGM sensor."""
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

STEP_MIN = 5
HORIZON = 30 // STEP_MIN
FEATURES = ["level", "slope", "smooth", "spread", "minute_of_day"]


def per_subject(trace):
    trace = trace.sort_values("time").copy()
    trace["level"] = trace["mg_dl"]
    trace["slope"] = trace["mg_dl"].diff(3) / 3
    trace["smooth"] = trace["mg_dl"].rolling(13, center=True, min_periods=7).median()
    trace["spread"] = trace["mg_dl"].rolling(12).std()
    trace["minute_of_day"] = trace["time"].dt.hour * 60 + trace["time"].dt.minute
    ahead = pd.concat([trace["mg_dl"].shift(-k) for k in range(1, HORIZON + 1)], axis=1)
    trace["alarm"] = (ahead.min(axis=1) < 70).astype(int)
    return trace.iloc[:-HORIZON]


def build(path):
    raw = pd.read_csv(path, parse_dates=["time"])
    parts = [per_subject(g) for _, g in raw.groupby("subject")]
    return pd.concat(parts, ignore_index=True)


def subject_parts(table, share=0.7, seed=9):
    subjects = np.random.default_rng(seed).permutation(table["subject"].unique())
    chosen = set(subjects[: int(share * len(subjects))])
    inside = table["subject"].isin(chosen)
    return table[inside], table[~inside]


def main():
    table = build("cgm.csv")
    fit, held = subject_parts(table)
    model = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.05, random_state=9)
    model.fit(fit[FEATURES], fit["alarm"])
    p = model.predict_proba(held[FEATURES])[:, 1]
    print(f"AUC {roc_auc_score(held['alarm'], p):.3f}  AP {average_precision_score(held['alarm'], p):.3f}")


if __name__ == "__main__":
    main()
