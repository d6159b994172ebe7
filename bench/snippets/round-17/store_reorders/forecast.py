from pathlib import Path

import duckdb
import yaml
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error


def main() -> None:
    config = yaml.safe_load(Path("config.yaml").read_text())
    with duckdb.connect(config["database"], read_only=True) as con:
        sales = con.execute(Path(config["query"]).read_text()).df()
    sales = sales.dropna(subset=config["features"])
    before = sales[sales["sale_date"] < config["cutoff"]]
    after = sales[sales["sale_date"] >= config["cutoff"]]
    model = LGBMRegressor(objective="poisson", n_estimators=400, learning_rate=0.05)
    model.fit(before[config["features"]], before["units"])
    error = mean_absolute_error(after["units"], model.predict(after[config["features"]]))
    print(f"MAE {error:.2f} units")


if __name__ == "__main__":
    main()
