"""Minutes from gate to dock for trailers at a distribution centre."""
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error

CFG = {"max_depth": 6, "eta": 0.04, "subsample": 0.8, "objective": "reg:absoluteerror", "eval_metric": "mae"}
INPUTS = ["pallets", "refrigerated", "hour", "weekday", "in_yard", "carrier_last5", "site_last20"]


class Arrivals:
    def __init__(self, path):
        raw = pd.read_csv(path, parse_dates=["gate_in", "docked"])
        raw["minutes"] = (raw["docked"] - raw["gate_in"]).dt.total_seconds() / 60
        self.raw = raw[raw["minutes"].between(1, 600)].sort_values("gate_in").reset_index(drop=True)

    def _recent(self, key, count):
        """Median of the last `count` trailers of the same key that were docked before this one came in."""
        ended = self.raw[[key, "docked", "minutes"]].sort_values("docked")
        ended["recent"] = ended.groupby(key)["minutes"].transform(lambda s: s.rolling(count, min_periods=1).median())
        left = self.raw[[key, "gate_in"]]
        found = pd.merge_asof(
            left, ended[[key, "docked", "recent"]], left_on="gate_in", right_on="docked", by=key,
            direction="backward", allow_exact_matches=False,
        )
        return found["recent"].to_numpy()

    def table(self):
        out = self.raw[["gate_in", "docked", "pallets", "refrigerated", "in_yard", "minutes"]].copy()
        out["hour"] = out["gate_in"].dt.hour
        out["weekday"] = out["gate_in"].dt.dayofweek
        out["carrier_last5"] = self._recent("carrier", 5)
        out["site_last20"] = self._recent("site", 20)
        return out


def matrix(part):
    return xgb.DMatrix(part[INPUTS], label=part["minutes"])


def main():
    table = Arrivals("gate_log.csv").table()
    first, second = pd.Timestamp("2024-02-01"), pd.Timestamp("2024-04-01")
    learn = table[table["docked"] < first]
    tune = table[(table["gate_in"] >= first) & (table["docked"] < second)]
    judge = table[table["gate_in"] >= second]

    booster = xgb.train(
        CFG, matrix(learn), num_boost_round=4000,
        evals=[(matrix(learn), "learn"), (matrix(tune), "tune")],
        early_stopping_rounds=80, verbose_eval=200,
    )
    guess = booster.predict(matrix(judge), iteration_range=(0, booster.best_iteration + 1))
    print("MAE", mean_absolute_error(judge["minutes"], guess))
    print("site median MAE", mean_absolute_error(judge["minutes"], judge["site_last20"].fillna(learn["minutes"].median())))


if __name__ == "__main__":
    main()
