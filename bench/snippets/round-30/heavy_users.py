"""Flag households likely to be in the heavy electricity band from their building data."""
import lightgbm as lgb
import numpy as np
import polars as pl
from sklearn.metrics import average_precision_score, roc_auc_score

COLUMNS = ["floor_m2", "built", "residents", "heat_pump", "ev", "solar_kwp"]


def three_parts(homes: pl.DataFrame, seed: int):
    homes = homes.sample(fraction=1.0, shuffle=True, seed=seed)
    a, b = int(0.7 * homes.height), int(0.85 * homes.height)
    return homes[:a], homes[a:b], homes[b:]


class Bands:
    def __init__(self, share=0.9):
        self.share = share

    def learn(self, train):
        self.limit = train["kwh_year"].quantile(self.share)
        self.medians = {c: train[c].median() for c in COLUMNS}
        return self

    def arrays(self, part):
        filled = part.with_columns(pl.col(c).fill_null(m) for c, m in self.medians.items())
        X = filled.select(pl.col(COLUMNS).cast(pl.Float64)).to_numpy()
        return X, (part["kwh_year"] > self.limit).to_numpy().astype(int)


def main():
    homes = pl.read_parquet("homes.parquet").unique("meter", maintain_order=True).drop_nulls("kwh_year")
    print(homes.select(COLUMNS).describe())
    train, val, test = three_parts(homes, seed=26)
    bands = Bands().learn(train)
    (X, y), (X_val, y_val), (X_test, y_test) = (bands.arrays(p) for p in (train, val, test))
    model = lgb.LGBMClassifier(n_estimators=3000, learning_rate=0.02, num_leaves=31, verbose=-1)
    model.fit(X, y, eval_set=[(X_val, y_val)], eval_metric="auc", callbacks=[lgb.early_stopping(100)])
    p = model.predict_proba(X_test)[:, 1]
    print(f"limit {bands.limit:.0f} kWh, share heavy {np.mean(y_test):.3f}")
    print(f"AUC {roc_auc_score(y_test, p):.3f}  AP {average_precision_score(y_test, p):.3f}")


if __name__ == "__main__":
    main()
