"""Fault detection on a packaging line (one independent part inspection per row)."""
import polars as pl
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import average_precision_score, classification_report
from sklearn.model_selection import train_test_split

SENSORS = ["torque", "temp_c", "vibration_rms", "current_a", "pressure_bar"]


def read_inspections(path: str) -> pl.DataFrame:
    return (
        pl.read_parquet(path)
        .unique(subset=["part_serial"])
        .select(SENSORS + ["faulty"])
        .drop_nulls()
    )


def level_classes(parts: pl.DataFrame, seed: int = 0) -> pl.DataFrame:
    good = parts.filter(pl.col("faulty") == 0)
    bad = parts.filter(pl.col("faulty") == 1)
    extra = bad.sample(n=good.height - bad.height, with_replacement=True, seed=seed)
    return pl.concat([good, bad, extra])


def main():
    parts = read_inspections("line3/inspections.parquet")
    table = level_classes(parts).to_pandas()
    X_fit, X_hold, y_fit, y_hold = train_test_split(
        table[SENSORS], table["faulty"], stratify=table["faulty"], test_size=0.3, random_state=11
    )
    forest = ExtraTreesClassifier(n_estimators=400, random_state=11, n_jobs=-1)
    forest.fit(X_fit, y_fit)
    print(classification_report(y_hold, forest.predict(X_hold)))
    print("AP", average_precision_score(y_hold, forest.predict_proba(X_hold)[:, 1]))


if __name__ == "__main__":
    main()
