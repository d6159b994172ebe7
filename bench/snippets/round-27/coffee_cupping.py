"""Cupping score class of green coffee lots from physical measurements."""
import numpy as np
import pandas as pd
import polars as pl
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn.preprocessing import Normalizer

SIEVES = [f"sieve_{s}" for s in (13, 14, 15, 16, 17, 18, 19)]
PANEL = ["moisture_a", "moisture_b", "moisture_c"]
ALTITUDE_EDGES = [0, 800, 1200, 1500, 1800, 3000]


def lots(path: str) -> pd.DataFrame:
    frame = (
        pl.read_csv(path)
        .unique(subset=["lot_code"], keep="first", maintain_order=True)
        .with_columns(
            pl.mean_horizontal(PANEL).alias("moisture"),
            (pl.max_horizontal(PANEL) - pl.min_horizontal(PANEL)).alias("moisture_gap"),
            pl.col("defects").clip(0, 80).log1p().alias("log_defects"),
        )
        .drop(PANEL)
        .drop_nulls()
    )
    return frame.to_pandas()


def measure(frame: pd.DataFrame) -> pd.DataFrame:
    profile = Normalizer(norm="l1").fit_transform(frame[SIEVES])
    out = pd.DataFrame(profile, columns=SIEVES, index=frame.index)
    out["altitude_band"] = pd.cut(frame["altitude_m"], ALTITUDE_EDGES, labels=False)
    out["mean_sieve"] = profile @ np.array([13, 14, 15, 16, 17, 18, 19])
    return out.join(frame[["moisture", "moisture_gap", "log_defects", "density_g_l"]])


def main():
    frame = lots("lots.csv")
    frame = frame[frame["altitude_m"].between(1, 3000)]
    x = measure(frame)
    y = pd.cut(frame["cup_score"], [0, 80, 84, 100], labels=["commercial", "premium", "specialty"]).astype(str)

    x_dev, x_final, y_dev, y_final = train_test_split(x, y, test_size=0.2, stratify=y, random_state=3)
    trials = {}
    for leaf in (1, 3, 5, 10):
        trees = ExtraTreesClassifier(400, min_samples_leaf=leaf, n_jobs=-1, random_state=3)
        trials[leaf] = cross_val_score(trees, x_dev, y_dev, cv=5, scoring="f1_macro").mean()
    leaf = max(trials, key=trials.get)

    trees = ExtraTreesClassifier(400, min_samples_leaf=leaf, n_jobs=-1, random_state=3).fit(x_dev, y_dev)
    print(classification_report(y_final, trees.predict(x_final)))


if __name__ == "__main__":
    main()
