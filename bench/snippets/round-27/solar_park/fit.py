import lightgbm as lgb
import yaml
from sklearn.metrics import mean_absolute_error

from tables import build, load, periods


def main():
    with open("settings.yaml") as fh:
        cfg = yaml.safe_load(fh)

    table = build(load("power.parquet"), cfg["lags"], cfg["horizon_hours"])
    train, valid, test = periods(table, cfg["valid_from"], cfg["test_from"], cfg["horizon_hours"])
    inputs = [c for c in table.columns if c not in ("plant", "ts", "goal")]

    model = lgb.LGBMRegressor(n_estimators=5000, learning_rate=0.02, num_leaves=64)
    model.fit(
        train[inputs], train["goal"],
        eval_set=[(valid[inputs], valid["goal"])],
        callbacks=[lgb.early_stopping(200)],
    )
    print("MAE", mean_absolute_error(test["goal"], model.predict(test[inputs])))
    print("persistence", mean_absolute_error(test["goal"], test["mw_1"]))


if __name__ == "__main__":
    main()
