import pandas as pd

KEYS = ["shop", "article"]
FEATURES = ["lag_1", "lag_7", "mean_14", "weekday", "price"]


def build(path: str) -> pd.DataFrame:
    sales = pd.read_parquet(path)
    sales["day"] = pd.to_datetime(sales["day"])
    sales = sales.sort_values(KEYS + ["day"])
    sold = sales.groupby(KEYS)["sold"]
    sales["lag_1"] = sold.shift(1)
    sales["lag_7"] = sold.shift(7)
    sales["mean_14"] = sold.transform(lambda s: s.shift(1).rolling(14).mean())
    sales["weekday"] = sales["day"].dt.dayofweek
    return sales.dropna(subset=FEATURES).sort_values("day").reset_index(drop=True)
