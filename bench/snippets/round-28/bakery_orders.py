"""Order proposal for bakery shops: units per shop and day."""
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

LAGS = (1, 2, 7, 14)
SETTINGS = {"max_iter": 500, "learning_rate": 0.05, "random_state": 1}


def load(path: str) -> pd.DataFrame:
    sales = pd.read_csv(path, parse_dates=["day"])
    return sales.sort_values(["shop", "day"]).reset_index(drop=True)


def with_history(sales: pd.DataFrame) -> pd.DataFrame:
    by_shop = sales.groupby("shop")["units"]
    for lag in LAGS:
        sales[f"units_{lag}d_ago"] = by_shop.shift(lag)
    sales["mean_28d"] = by_shop.transform(lambda s: s.shift(1).rolling(28).mean())
    sales["weekday"] = sales["day"].dt.dayofweek
    sales["month"] = sales["day"].dt.month
    return sales.dropna()


def holdout(sales: pd.DataFrame, share: float = 0.2):
    features = sales.drop(columns=["day", "units"])
    return train_test_split(features, sales["units"], test_size=share, random_state=1)


def build():
    shop_code = make_column_transformer(
        (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), ["shop"]),
        remainder="passthrough",
    )
    return make_pipeline(shop_code, HistGradientBoostingRegressor(**SETTINGS))


def main():
    sales = with_history(load("shop_days.csv"))
    X_fit, X_eval, y_fit, y_eval = holdout(sales)
    model = build().fit(X_fit, y_fit)
    error = mean_absolute_error(y_eval, model.predict(X_eval))
    naive = mean_absolute_error(y_eval, X_eval["units_7d_ago"])
    print(f"model {error:.2f} units, last week {naive:.2f} units")


if __name__ == "__main__":
    main()
