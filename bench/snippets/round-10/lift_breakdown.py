import sys

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score

SIDE = 30


def build(day: pd.DataFrame) -> pd.DataFrame:
    day = day.sort_values(["lift", "date"])
    by = day.groupby("lift", group_keys=False)
    day["trips_7"] = by["trips"].transform(lambda s: s.rolling(7).mean())
    day["door_err_7"] = by["door_errors"].transform(lambda s: s.rolling(7).sum())
    day["breaks_30"] = by["broke"].transform(lambda s: s.rolling(SIDE).sum())
    day["label"] = by["broke"].transform(
        lambda s: s.rolling(2 * SIDE + 1, center=True).max()
    )
    return day.dropna(subset=["trips_7", "breaks_30", "label"])


def main(csv):
    day = build(pd.read_csv(csv, parse_dates=["date"]))
    feats = ["trips_7", "door_err_7", "breaks_30", "age_years", "floors"]

    turn = pd.Timestamp("2021-07-01")
    fit = day[day["date"] < turn - pd.Timedelta(days=2 * SIDE)]
    new = day[day["date"] >= turn]

    gb = GradientBoostingClassifier(n_estimators=200, max_depth=3, subsample=0.7, random_state=0)
    gb.fit(fit[feats], fit["label"])
    ap = average_precision_score(new["label"], gb.predict_proba(new[feats])[:, 1])
    print(f"AP {ap:.3f}, prevalence {new['label'].mean():.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
