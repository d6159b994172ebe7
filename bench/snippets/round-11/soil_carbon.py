"""Organic carbon of topsoil samples from laboratory assays."""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split

DATA = Path("data/topsoil_samples.csv")
ASSAYS = ["ph_h2o", "clay_pct", "silt_pct", "cec", "n_total", "caco3"]
SITE = ["elevation_m", "slope_deg", "annual_rain_mm"]


def load_samples(path):
    samples = pd.read_csv(path)
    samples = samples.drop_duplicates("sample_code")
    samples = samples[samples["organic_carbon"].notna()]
    samples["log_oc"] = np.log1p(samples["organic_carbon"])
    return samples


def complete_assays(samples):
    out = samples.copy()
    by_class = out.groupby("soil_class")[ASSAYS]
    typical = by_class.transform("median")
    out[ASSAYS] = out[ASSAYS].fillna(typical)
    out[ASSAYS] = out[ASSAYS].fillna(out[ASSAYS].median())
    return out


def add_ratios(samples):
    out = samples.copy()
    out["clay_silt"] = out["clay_pct"] / out["silt_pct"].clip(lower=0.5)
    out["cec_clay"] = out["cec"] / out["clay_pct"].clip(lower=0.5)
    return out


def run(path=DATA, seed=11):
    samples = load_samples(path).pipe(complete_assays).pipe(add_ratios)
    columns = ASSAYS + SITE + ["clay_silt", "cec_clay"]
    train, test = train_test_split(samples, test_size=0.2, random_state=seed)

    forest = ExtraTreesRegressor(n_estimators=500, min_samples_leaf=3, n_jobs=-1, random_state=seed)
    forest.fit(train[columns], train["log_oc"])
    predicted = forest.predict(test[columns])
    return {
        "r2": r2_score(test["log_oc"], predicted),
        "mae": mean_absolute_error(np.expm1(test["log_oc"]), np.expm1(predicted)),
    }


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:>5}: {value:.3f}")
