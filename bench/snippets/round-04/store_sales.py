import hydra
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from omegaconf import DictConfig
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split


def load_sales(path: str) -> pd.DataFrame:
    sales = pd.read_csv(path, parse_dates=["date"])
    return sales.sort_values(["store", "date"]).reset_index(drop=True)


def add_features(sales: pd.DataFrame, lags) -> pd.DataFrame:
    by_store = sales.groupby("store")["units"]
    for k in lags:
        sales[f"units_lag_{k}"] = by_store.shift(k)
    sales["units_ma_28"] = by_store.transform(lambda s: s.shift(1).rolling(28).mean())
    sales["dow"] = sales["date"].dt.dayofweek
    sales["week"] = sales["date"].dt.isocalendar().week.astype(int)
    return sales.dropna()


@hydra.main(version_base=None, config_path="conf", config_name="forecast")
def main(cfg: DictConfig) -> None:
    table = add_features(load_sales(cfg.data.path), cfg.features.lags)
    X = table.drop(columns=["units", "date"])
    y = np.log1p(table["units"])
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=cfg.split.test_size, random_state=cfg.seed
    )
    model = LGBMRegressor(**cfg.model)
    model.fit(X_train, y_train)
    pred = np.expm1(model.predict(X_test))
    print("MAPE", mean_absolute_percentage_error(np.expm1(y_test), pred))


if __name__ == "__main__":
    main()
