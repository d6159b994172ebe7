"""Will a quote for home insurance be accepted? One quote per household."""
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split

NUMERIC = ["premium", "sum_insured", "build_year", "household_size", "competitor_rank"]
WIDE = ["postcode_area", "broker", "occupation"]
TARGET = "accepted"


class ConversionRates:
    """Smoothed acceptance rate of each level of the wide columns."""

    def __init__(self, columns, prior_weight=30, folds=5, seed=0):
        self.columns, self.prior_weight = columns, prior_weight
        self.splitter = StratifiedKFold(folds, shuffle=True, random_state=seed)
        self.tables, self.base = {}, None

    def _table(self, levels, target):
        stats = target.groupby(levels).agg(["sum", "count"])
        base = target.mean()
        return (stats["sum"] + self.prior_weight * base) / (stats["count"] + self.prior_weight)

    def fit_transform(self, frame, target):
        self.base = target.mean()
        out = pd.DataFrame(index=frame.index, columns=self.columns, dtype=float)
        for col in self.columns:
            where = out.columns.get_loc(col)
            for others, own in self.splitter.split(frame, target):
                rates = self._table(frame[col].iloc[others], target.iloc[others])
                values = frame[col].iloc[own].map(rates).fillna(target.iloc[others].mean())
                out.iloc[own, where] = values.to_numpy()
            self.tables[col] = self._table(frame[col], target)
        return out.add_suffix("_rate")

    def transform(self, frame):
        out = {c: frame[c].map(self.tables[c]).fillna(self.base) for c in self.columns}
        return pd.DataFrame(out, index=frame.index).add_suffix("_rate")


def main():
    quotes = pd.read_parquet("data/quotes_2023.parquet").drop_duplicates("household_id")
    rest, final = train_test_split(quotes, test_size=0.2, stratify=quotes[TARGET], random_state=3)
    fit, tune = train_test_split(rest, test_size=0.2, stratify=rest[TARGET], random_state=3)

    rates = ConversionRates(WIDE)
    x_fit = pd.concat([fit[NUMERIC], rates.fit_transform(fit, fit[TARGET])], axis=1)
    x_tune = pd.concat([tune[NUMERIC], rates.transform(tune)], axis=1)
    x_final = pd.concat([final[NUMERIC], rates.transform(final)], axis=1)

    model = xgb.XGBClassifier(
        n_estimators=2000, learning_rate=0.03, max_depth=5,
        early_stopping_rounds=50, eval_metric="logloss",
    )
    model.fit(x_fit, fit[TARGET], eval_set=[(x_tune, tune[TARGET])], verbose=False)
    p = model.predict_proba(x_final)[:, 1]
    print("trees", model.best_iteration + 1)
    print("AUC", roc_auc_score(final[TARGET], p), "log loss", log_loss(final[TARGET], np.clip(p, 1e-6, 1)))


if __name__ == "__main__":
    main()
