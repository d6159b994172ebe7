from pathlib import Path

import duckdb
import pandas as pd
import yaml
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_poisson_deviance

HERE = Path(__file__).parent
INPUTS = ["weeks_since_join", "month_no", "units_1", "units_2", "units_8w", "units_peak", "box_size"]


def read(config):
    con = duckdb.connect(str(HERE / config["database"]), read_only=True)
    weeks = con.execute((HERE / "weekly.sql").read_text()).df()
    con.close()
    weeks["week_start"] = pd.to_datetime(weeks["week_start"])
    return weeks.dropna(subset=["units_2"])


def fit(rows, settings):
    model = LGBMRegressor(objective="poisson", n_estimators=300, random_state=0, **settings)
    return model.fit(rows[INPUTS], rows["units"])


def deviance(model, rows):
    return mean_poisson_deviance(rows["units"], model.predict(rows[INPUTS]))


def main():
    config = yaml.safe_load((HERE / "config.yaml").read_text())
    weeks = read(config)
    v, t = pd.Timestamp(config["validate_from"]), pd.Timestamp(config["test_from"])
    early = weeks[weeks["week_start"] < v]
    middle = weeks[(weeks["week_start"] >= v) & (weeks["week_start"] < t)]
    late = weeks[weeks["week_start"] >= t]

    best = min(config["candidates"], key=lambda s: deviance(fit(early, s), middle))
    model = fit(pd.concat([early, middle]), best)
    print("settings", best)
    print("deviance of the last quarter", round(deviance(model, late), 4))


if __name__ == "__main__":
    main()
