"""Alarm for fever in sows from ear-tag sensors: is a fever recorded at the next vet round?"""
import argparse

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score

WINDOW = 12


def smooth(series: pd.Series, width: int) -> pd.Series:
    return series.rolling(width, center=True, min_periods=3).median()


def shape(group: pd.DataFrame) -> pd.DataFrame:
    group = group.sort_values("ts")
    base = smooth(group["ear_temp"], WINDOW)
    act = smooth(group["activity"], WINDOW)
    past = group["ear_temp"].shift(1)
    return group.assign(
        temp_level=base,
        temp_excess=past - base,
        act_level=act,
        temp_day=past.rolling(48, min_periods=12).mean(),
        temp_range=past.rolling(48, min_periods=12).max() - past.rolling(48, min_periods=12).min(),
    )


def table(path: str) -> pd.DataFrame:
    raw = pd.read_parquet(path)
    raw["ts"] = pd.to_datetime(raw["ts"], utc=True)
    parts = [shape(g) for _, g in raw.groupby("tag_id")]
    return pd.concat(parts).dropna(subset=FEATURES + ["fever_next_round"])


FEATURES = ["temp_level", "temp_excess", "act_level", "temp_day", "temp_range"]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("readings")
    parser.add_argument("--until", default="2024-03-01")
    parser.add_argument("--gap-days", type=int, default=3)
    args = parser.parse_args()

    data = table(args.readings)
    end = pd.Timestamp(args.until, tz="UTC")
    before = data[data["ts"] < end]
    after = data[data["ts"] >= end + pd.Timedelta(days=args.gap_days)]

    forest = RandomForestClassifier(n_estimators=500, min_samples_leaf=20, n_jobs=-1, random_state=1)
    forest.fit(before[FEATURES], before["fever_next_round"])
    p = forest.predict_proba(after[FEATURES])[:, 1]
    print("rows", len(before), len(after))
    print("AP", average_precision_score(after["fever_next_round"], p), "base", np.mean(after["fever_next_round"]))


if __name__ == "__main__":
    main()
