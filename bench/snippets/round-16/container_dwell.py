"""Dwell time of import containers at inland terminals."""
import argparse
from pathlib import Path

import joblib
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, train_test_split

NUMERIC = ["gross_weight_kg", "declared_value", "customs_lines", "vessel_delay_h", "yard_fill_pct"]
CATEGORICAL = ["iso_type", "commodity_group", "haulier_mode"]
TARGET = "dwell_hours"


class DwellModel:
    def __init__(self, manifest: Path, seed: int = 17):
        self.frame = pd.read_parquet(manifest)
        self.seed = seed
        self.search = None

    def partition(self):
        train_ids, test_ids = train_test_split(
            self.frame.index, test_size=0.2, random_state=self.seed
        )
        self.train_ids, self.test_ids = train_ids, test_ids
        return self

    def learn_ranges(self):
        numeric = self.frame[NUMERIC]
        self.ceiling = numeric.quantile(0.99)
        self.filler = numeric.median()
        self.spread = numeric.std()
        return self

    def _matrix(self, ids):
        rows = self.frame.loc[ids]
        numeric = rows[NUMERIC].fillna(self.filler)
        numeric = numeric.clip(upper=self.ceiling, axis=1)
        numeric = (numeric - self.filler) / self.spread
        dummies = [
            pd.Series((rows[col] == level).astype(float), name=f"{col}={level}")
            for col, levels in self.levels.items()
            for level in levels
        ]
        return pd.concat([numeric, *dummies], axis=1)

    def fit(self):
        train = self.frame.loc[self.train_ids]
        self.levels = {col: sorted(train[col].dropna().unique()) for col in CATEGORICAL}
        self.search = GridSearchCV(
            Ridge(), {"alpha": [0.1, 1.0, 10.0, 100.0]}, scoring="neg_mean_absolute_error", cv=5
        )
        self.search.fit(self._matrix(self.train_ids), train[TARGET])
        return self

    def report(self):
        truth = self.frame.loc[self.test_ids, TARGET]
        return mean_absolute_error(truth, self.search.predict(self._matrix(self.test_ids)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("manifest", type=Path)
    parser.add_argument("--out", type=Path, default=Path("dwell.joblib"))
    args = parser.parse_args()

    model = DwellModel(args.manifest).partition().learn_ranges().fit()
    print(f"MAE {model.report():.2f} h")
    joblib.dump(model.search.best_estimator_, args.out)


if __name__ == "__main__":
    main()
