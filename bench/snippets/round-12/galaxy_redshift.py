"""Photometric redshift of galaxies from broad-band magnitudes (one row per object)."""
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.model_selection import train_test_split

BANDS = ["u", "g", "r", "i", "z"]


def catalogue(path):
    table = pd.read_parquet(path).drop_duplicates("object_id")
    table = table[(table[BANDS] > 10).all(axis=1) & table["z_spec"].between(0.005, 1.5)]
    X = table[BANDS].copy()
    for blue, red in zip(BANDS, BANDS[1:]):
        X[f"{blue}_{red}"] = table[blue] - table[red]
    X["mean_mag"] = table[BANDS].mean(axis=1)
    X["slope"] = (table["u"] - table["z"]) / len(BANDS)
    return X, table["z_spec"]


def scatter(truth, guess):
    """Normalised median absolute deviation, the usual figure in the field."""
    delta = (guess - truth) / (1 + truth)
    return 1.4826 * np.median(np.abs(delta - np.median(delta)))


class Trial:
    def __init__(self, depth, rate):
        self.name = f"depth {depth} rate {rate}"
        self.model = xgb.XGBRegressor(
            n_estimators=5000, max_depth=depth, learning_rate=rate, subsample=0.8,
            eval_metric="mae", early_stopping_rounds=60, n_jobs=-1,
        )

    def run(self, fit, stop):
        self.model.fit(*fit, eval_set=[stop], verbose=False)
        return self

    def score(self, part):
        X, z = part
        return scatter(z.to_numpy(), self.model.predict(X))


def main(seed=70):
    X, z = catalogue("spec_sample.parquet")
    X_rest, X_sky, z_rest, z_sky = train_test_split(X, z, test_size=0.2, random_state=seed)
    X_fit, X_rest, z_fit, z_rest = train_test_split(X_rest, z_rest, test_size=0.3, random_state=seed)
    X_stop, X_pick, z_stop, z_pick = train_test_split(X_rest, z_rest, test_size=0.5, random_state=seed)

    trials = [Trial(d, r).run((X_fit, z_fit), (X_stop, z_stop)) for d in (5, 7, 9) for r in (0.02, 0.05)]
    for trial in trials:
        print(trial.name, "fit", trial.score((X_fit, z_fit)), "pick", trial.score((X_pick, z_pick)))
    chosen = min(trials, key=lambda t: t.score((X_pick, z_pick)))

    print(chosen.name, "scatter on unseen sky", chosen.score((X_sky, z_sky)))


if __name__ == "__main__":
    main()
