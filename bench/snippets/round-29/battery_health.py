"""State of health of lithium cells from charge curves (many cycles per cell)."""
import argparse

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit

CURVE = ["cc_time_s", "cv_time_s", "v_slope", "ic_peak", "ic_peak_v", "temp_rise", "rest_drop_v"]


def read_cycles(path):
    cycles = pd.read_parquet(path)
    cycles = cycles[cycles["complete_charge"]]
    return cycles[["cell_id", *CURVE, "soh"]].dropna()


def report(name, model, part):
    pred = model.predict(part[CURVE])
    mae, r2 = mean_absolute_error(part["soh"], pred), r2_score(part["soh"], pred)
    print(f"{name:<12} cells {part['cell_id'].nunique():4d}  MAE {mae:.4f}  R2 {r2:.3f}")
    return mae


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cycles", default="data/cycles.parquet")
    parser.add_argument("--seed", type=int, default=18)
    args = parser.parse_args()

    cycles = read_cycles(args.cycles)
    by_cell = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=args.seed)
    known, unseen = next(by_cell.split(cycles, groups=cycles["cell_id"]))
    known, unseen = cycles.iloc[known], cycles.iloc[unseen]

    search = GridSearchCV(
        RandomForestRegressor(n_estimators=300, random_state=args.seed, n_jobs=-1),
        {"max_depth": [6, 10, 16], "min_samples_leaf": [3, 10, 30]},
        cv=GroupKFold(n_splits=5),
        scoring="neg_mean_absolute_error",
    )
    search.fit(known[CURVE], known["soh"], groups=known["cell_id"])
    mae_known = report("known cells", search.best_estimator_, known)
    mae_unseen = report("new cells", search.best_estimator_, unseen)
    print(f"gap {mae_unseen - mae_known:.4f}, parameters {search.best_params_}")


if __name__ == "__main__":
    main()
