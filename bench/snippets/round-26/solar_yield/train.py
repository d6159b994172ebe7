import pandas as pd
from lightgbm import LGBMRegressor, early_stopping
from sklearn.metrics import mean_absolute_error

from features import HORIZON, build, read_sites

VALID_FROM = pd.Timestamp("2023-01-01", tz="UTC")
TEST_FROM = pd.Timestamp("2023-07-01", tz="UTC")
GAP = pd.Timedelta(hours=HORIZON)


def parts(table):
    train = table[table["ts"] < VALID_FROM - GAP]
    valid = table[(table["ts"] >= VALID_FROM) & (table["ts"] < TEST_FROM - GAP)]
    test = table[table["ts"] >= TEST_FROM]
    return train, valid, test


def main():
    table = build(read_sites("sites_hourly.parquet"))
    cols = [c for c in table.columns if c not in ("site", "ts", "kw_due")]
    train, valid, test = parts(table)
    model = LGBMRegressor(n_estimators=3000, learning_rate=0.03, num_leaves=63)
    model.fit(
        train[cols], train["kw_due"],
        eval_set=[(valid[cols], valid["kw_due"])],
        callbacks=[early_stopping(100)],
    )
    print("MAE kW", mean_absolute_error(test["kw_due"], model.predict(test[cols])))
    print("same hour today", mean_absolute_error(test["kw_due"], test["kw_l0"]))


if __name__ == "__main__":
    main()
