from pathlib import Path

import pandas as pd
import sqlalchemy
import xgboost as xgb
import yaml
from sklearn.metrics import mean_absolute_error

HERE = Path(__file__).parent


def load_features(url):
    query = (HERE / "features.sql").read_text()
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as con:
        frame = pd.read_sql(sqlalchemy.text(query), con, parse_dates=["picked_up_at"])
    return frame.dropna(subset=["courier_pace"])


def month_range(frame, bounds):
    start, end = (pd.Timestamp(b) for b in bounds)
    part = frame[(frame["picked_up_at"] >= start) & (frame["picked_up_at"] < end)]
    return part.drop(columns=["order_id", "picked_up_at", "ride_minutes"]), part["ride_minutes"]


def main():
    config = yaml.safe_load((HERE / "config.yaml").read_text())
    frame = load_features(config["database"])
    x_fit, y_fit = month_range(frame, config["fit"])
    x_tune, y_tune = month_range(frame, config["tune"])
    x_report, y_report = month_range(frame, config["report"])

    model = xgb.XGBRegressor(early_stopping_rounds=50, **config["xgboost"])
    model.fit(x_fit, y_fit, eval_set=[(x_tune, y_tune)], verbose=100)
    print("MAE (minutes):", mean_absolute_error(y_report, model.predict(x_report)))
    model.save_model("eta.ubj")


if __name__ == "__main__":
    main()
