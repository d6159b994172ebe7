"""Next-day picks per SKU, for the staffing plan of the warehouse."""
from pathlib import Path

import duckdb
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error, mean_poisson_deviance

HERE = Path(__file__).parent
INPUTS = ["weekday", "zone_level", "walk_metres", "picked_1", "picked_5", "mean_20", "peak_60"]
TUNE_FROM = pd.Timestamp("2024-02-01")
SCORE_FROM = pd.Timestamp("2024-04-01")


def three_periods(table):
    day = pd.to_datetime(table["day"])
    return (
        table[day < TUNE_FROM],
        table[(day >= TUNE_FROM) & (day < SCORE_FROM)],
        table[day >= SCORE_FROM],
    )


def main():
    table = duckdb.sql((HERE / "features.sql").read_text()).df()
    fit_part, tune_part, score_part = three_periods(table)
    model = xgb.XGBRegressor(
        objective="count:poisson",
        n_estimators=3000,
        learning_rate=0.03,
        max_depth=6,
        early_stopping_rounds=100,
    )
    model.fit(
        fit_part[INPUTS],
        fit_part["picked"],
        eval_set=[(tune_part[INPUTS], tune_part["picked"])],
        verbose=False,
    )
    forecast = model.predict(score_part[INPUTS])
    print("rounds", model.best_iteration)
    print(f"MAE {mean_absolute_error(score_part['picked'], forecast):.2f}")
    print(f"Poisson deviance {mean_poisson_deviance(score_part['picked'], forecast):.3f}")
    model.save_model(HERE / "picks.json")


if __name__ == "__main__":
    main()
