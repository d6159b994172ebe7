import datetime as dt

import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

FEATURES = ["distance_km", "weight_kg", "stops", "depot_load", "weekday"]
OVERLAP = dt.timedelta(days=7)


def extract(ledger: pd.DataFrame, month: pd.Timestamp) -> pd.DataFrame:
    """Parcels of one month, with the trailing week of the month before."""
    begin = month - OVERLAP
    end = month + pd.offsets.MonthBegin(1)
    return ledger[(ledger["accepted_at"] >= begin) & (ledger["accepted_at"] < end)]


def assemble(ledger: pd.DataFrame) -> pd.DataFrame:
    months = pd.date_range("2023-01-01", "2023-12-01", freq="MS")
    parts = [extract(ledger, month) for month in months]
    return pd.concat(parts, ignore_index=True)


def main() -> None:
    ledger = pd.read_parquet("ledger.parquet", columns=FEATURES[:-1] + ["accepted_at", "hours_in_transit"])
    ledger["weekday"] = ledger["accepted_at"].dt.dayofweek
    parcels = assemble(ledger)
    X_train, X_test, y_train, y_test = train_test_split(
        parcels[FEATURES], parcels["hours_in_transit"], test_size=0.2, random_state=23
    )
    model = xgb.XGBRegressor(n_estimators=600, max_depth=7, learning_rate=0.05)
    model.fit(X_train, y_train)
    print("MAE hours", mean_absolute_error(y_test, model.predict(X_test)))
    model.save_model("transit.json")


if __name__ == "__main__":
    main()
