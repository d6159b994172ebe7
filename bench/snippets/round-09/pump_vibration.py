"""Remaining-anomaly classifier for one pump, minute data."""
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import precision_recall_fscore_support

AXES = ("ax", "ay", "az")


def load(path: str) -> pd.DataFrame:
    rec = pd.read_csv(path)
    rec["when"] = pd.to_datetime(rec["when"], utc=True)
    return rec.sort_values("when").reset_index(drop=True)


def describe_window(rec: pd.DataFrame, minutes: int = 15) -> pd.DataFrame:
    cols = {}
    for a in AXES:
        win = rec[a].rolling(2 * minutes + 1, center=True, min_periods=1)
        cols[f"{a}_mean"] = win.mean()
        cols[f"{a}_std"] = win.std()
        cols[f"{a}_delta"] = rec[a].diff(-1)
        cols[f"{a}_raw"] = rec[a]
    return pd.DataFrame(cols).fillna(0.0)


def main():
    rec = load("pump_3.csv")
    feats = describe_window(rec)
    alarm = rec["alarm"].astype(int)

    cutoff = pd.Timestamp("2023-09-01", tz="UTC")
    past = rec["when"] < cutoff
    rf = RandomForestClassifier(n_estimators=200, class_weight="balanced", n_jobs=-1, random_state=0)
    rf.fit(feats[past], alarm[past])

    p, r, f, _ = precision_recall_fscore_support(alarm[~past], rf.predict(feats[~past]), average="binary")
    print(f"P={p:.3f} R={r:.3f} F1={f:.3f}")


if __name__ == "__main__":
    main()
