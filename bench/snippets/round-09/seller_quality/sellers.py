import datetime as dt
import pathlib

import pandas as pd
import sqlalchemy as sa
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

HORIZON = dt.timedelta(days=7)


def fetch(url: str) -> pd.DataFrame:
    sql = pathlib.Path("queries/seller_day.sql").read_text()
    with sa.create_engine(url).connect() as con:
        df = pd.read_sql(sa.text(sql), con, parse_dates=["day"])
    return df.dropna(subset=["label_orders_7"])


def build():
    num = ["orders", "orders_avg_28", "refunds_28", "rating_prev"]
    return make_pipeline(
        make_column_transformer(
            (SimpleImputer(strategy="median"), num),
            (OneHotEncoder(handle_unknown="ignore"), ["tier"]),
        ),
        RandomForestRegressor(300, min_samples_leaf=10, n_jobs=-1, random_state=2),
    )


def main(url="postgresql://localhost/market", start="2023-04-01"):
    df = fetch(url)
    start = pd.Timestamp(start)
    old, new = df[df.day < start - HORIZON], df[df.day >= start]
    model = build().fit(old, old["label_orders_7"])
    print("MAE", mean_absolute_error(new["label_orders_7"], model.predict(new)))


if __name__ == "__main__":
    main()
