import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, precision_recall_curve, precision_score, recall_score
from sklearn.model_selection import train_test_split


def best_cutoff(y: pd.Series, p: np.ndarray) -> float:
    precision, recall, cutoffs = precision_recall_curve(y, p)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    return float(cutoffs[f1[:-1].argmax()])


def parts(meters: pd.DataFrame, seed: int) -> dict[str, pd.DataFrame]:
    rest, final = train_test_split(meters, test_size=0.2, stratify=meters["tampered"], random_state=seed)
    learn, aside = train_test_split(rest, test_size=0.3, stratify=rest["tampered"], random_state=seed)
    stop, tune = train_test_split(aside, test_size=0.5, stratify=aside["tampered"], random_state=seed)
    return {"learn": learn, "stop": stop, "tune": tune, "final": final}


def main() -> None:
    meters = pd.read_parquet("inspected_meters.parquet").drop_duplicates("meter_id")
    columns = [c for c in meters.columns if c.startswith("load_")]
    sets = parts(meters, seed=48)
    model = lgb.LGBMClassifier(n_estimators=3000, learning_rate=0.02, num_leaves=24)
    model.fit(
        sets["learn"][columns],
        sets["learn"]["tampered"],
        eval_set=[(sets["stop"][columns], sets["stop"]["tampered"])],
        eval_metric="average_precision",
        callbacks=[lgb.early_stopping(100, verbose=False)],
    )
    cutoff = best_cutoff(sets["tune"]["tampered"], model.predict_proba(sets["tune"][columns])[:, 1])
    truth = sets["final"]["tampered"]
    flagged = model.predict_proba(sets["final"][columns])[:, 1] >= cutoff
    print(f"cut-off {cutoff:.3f}")
    for metric in (f1_score, precision_score, recall_score):
        print(metric.__name__, round(metric(truth, flagged), 3))


if __name__ == "__main__":
    main()
