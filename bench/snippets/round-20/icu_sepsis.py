import numpy as np
import pandas as pd
import statsmodels.api as sm
from sklearn.metrics import roc_auc_score

SIGNALS = ["hr", "map", "lactate", "wbc"]
HORIZON_H = 24


def windows(stay):
    """One row an hour: signal summaries of the past 12 h and onset within the next 24 h."""
    stay = stay.sort_values("hour")
    past = stay[SIGNALS].rolling(12, min_periods=6)
    out = pd.concat([past.mean().add_suffix("_m"), past.max().add_suffix("_x")], axis=1)
    onset = stay["sepsis_onset"].to_numpy()
    n = len(stay)
    out["y"] = [onset[max(0, i - 6) : i + HORIZON_H].max() for i in range(n)]
    out["charttime"] = stay["charttime"].to_numpy()
    return out


def main():
    hours = pd.read_parquet("icu_hours.parquet")
    table = pd.concat([windows(g) for _, g in hours.groupby("stay_id")]).dropna()
    table = table.sort_values("charttime")
    cut = table["charttime"].quantile(0.8)
    old, new = table[table["charttime"] < cut], table[table["charttime"] >= cut]
    feats = [c for c in table.columns if c not in ("y", "charttime")]
    fit = sm.Logit(old["y"], sm.add_constant(np.log1p(old[feats]))).fit(disp=0)
    prob = fit.predict(sm.add_constant(np.log1p(new[feats]), has_constant="add"))
    print("AUROC", roc_auc_score(new["y"], prob))


if __name__ == "__main__":
    main()
