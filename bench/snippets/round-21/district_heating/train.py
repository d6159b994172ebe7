"""Day-ahead heat demand per substation."""
from pathlib import Path

import duckdb
import numpy as np
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HERE = Path(__file__).parent
INPUTS = ["heat_1d", "heat_7d", "heat_level", "heat_spread", "weekday"]
PERIODS = {
    "train": ("2019-01-01", "2021-12-31"),
    "valid": ("2022-01-01", "2022-06-30"),
    "test": ("2022-07-01", "2023-06-30"),
}


def build(con):
    con.execute((HERE / "features.sql").read_text())
    frames = {}
    for name, (start, end) in PERIODS.items():
        frames[name] = con.execute(
            "SELECT * FROM heat_features WHERE day BETWEEN CAST(? AS DATE) AND CAST(? AS DATE)",
            [start, end],
        ).df().dropna()
    return frames


def error(model, frame):
    return mean_absolute_percentage_error(frame["heat_mwh"], model.predict(frame[INPUTS]))


def main():
    with duckdb.connect("heating.duckdb") as con:
        frames = build(con)
    best, best_error = None, np.inf
    for alpha in np.logspace(-2, 4, 13):
        model = make_pipeline(StandardScaler(), Ridge(alpha=alpha))
        model.fit(frames["train"][INPUTS], frames["train"]["heat_mwh"])
        current = error(model, frames["valid"])
        if current < best_error:
            best, best_error = model, current
    print(f"valid MAPE {best_error:.3f}  test MAPE {error(best, frames['test']):.3f}")


if __name__ == "__main__":
    main()
