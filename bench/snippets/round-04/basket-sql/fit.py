from pathlib import Path

import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sqlalchemy import create_engine, text

HERE = Path(__file__).parent
COLS = ["n_prior", "avg_prior", "max_prior", "days_since"]


def read_baskets(url: str) -> pd.DataFrame:
    query = (HERE / "sql" / "baskets.sql").read_text()
    with create_engine(url).connect() as conn:
        return pd.read_sql(text(query), conn, parse_dates=["ordered_on"])


def main(url: str = "postgresql:///shop") -> None:
    baskets = read_baskets(url)
    edge = pd.Timestamp("2024-01-01")
    before = baskets[baskets["ordered_on"] < edge]
    after = baskets[baskets["ordered_on"] >= edge]
    reg = HistGradientBoostingRegressor(max_depth=5).fit(before[COLS], before["basket_value"])
    print("MAE", mean_absolute_error(after["basket_value"], reg.predict(after[COLS])))


if __name__ == "__main__":
    main()
