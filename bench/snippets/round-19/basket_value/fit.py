from pathlib import Path

import duckdb
import yaml
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

INPUTS = ["n_before", "mean_before", "days_since"]


def fit(depth, rows):
    model = HistGradientBoostingRegressor(max_depth=depth, random_state=0)
    return model.fit(rows[INPUTS], rows["basket_value"])


def error(model, rows):
    return mean_absolute_error(rows["basket_value"], model.predict(rows[INPUTS]))


def main():
    config = yaml.safe_load(Path("config.yaml").read_text())
    con = duckdb.connect(config["database"], read_only=True)
    orders = con.execute(Path("history.sql").read_text()).df()
    when = orders["ordered_at"]
    train = orders[when < config["valid_from"]]
    valid = orders[(when >= config["valid_from"]) & (when < config["test_from"])]
    test = orders[when >= config["test_from"]]
    depth = min(config["depths"], key=lambda d: error(fit(d, train), valid))
    print("depth", depth, "MAE", error(fit(depth, train), test))


if __name__ == "__main__":
    main()
