"""Fault class of gearboxes from bench-test vibration summaries."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.impute import KNNImputer
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import QuantileTransformer

FOLDS = 10


def load_bench(path):
    bench = pd.read_excel(path, sheet_name="units")
    bench = bench.drop_duplicates("unit_serial")
    channels = bench.filter(regex=r"^(rms|kurt|crest|band)_").to_numpy(dtype=float)
    return {"signals": channels, "fault": bench["fault_class"].to_numpy()}


def tidy(data):
    filled = KNNImputer(n_neighbors=7).fit_transform(data["signals"])
    shaper = QuantileTransformer(n_quantiles=200, output_distribution="normal")
    data["signals"] = shaper.fit_transform(filled)
    return data


def cross_check(data):
    X, y = data["signals"], data["fault"]
    folds = StratifiedKFold(n_splits=FOLDS, shuffle=True, random_state=8)
    results = []
    for number, (learn, judge) in enumerate(folds.split(X, y), start=1):
        trees = ExtraTreesClassifier(n_estimators=500, random_state=number)
        trees.fit(X[learn], y[learn])
        macro = f1_score(y[judge], trees.predict(X[judge]), average="macro")
        results.append(macro)
        print(f"fold {number:2d}  macro F1 {macro:.3f}")
    return np.array(results)


def main():
    data = tidy(load_bench("bench_2024.xlsx"))
    results = cross_check(data)
    print(f"macro F1 {results.mean():.3f} +/- {results.std(ddof=1):.3f}")


if __name__ == "__main__":
    main()
