"""Discharge one day ahead at a river gauge (hourly data)."""
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

LEAD = 24
PERIODS = {
    "fit": ("2010-01-01", "2017-12-31"),
    "tune": ("2018-01-01", "2019-12-31"),
    "final": ("2020-01-01", "2022-12-31"),
}


def read_gauge(path="data/gauge_7702.csv"):
    gauge = pd.read_csv(path, parse_dates=["utc"]).sort_values("utc").set_index("utc").asfreq("h")
    gauge["flow"] = gauge["flow"].ffill(limit=3)
    gauge["rain"] = gauge["rain"].fillna(0.0)
    return gauge


def design(gauge):
    log_flow = np.log1p(gauge["flow"])
    X = pd.DataFrame({"now": log_flow})
    for hours in (1, 3, 6, 12, 24, 72):
        X[f"flow_{hours}h_ago"] = log_flow.shift(hours)
        X[f"rain_{hours}h"] = gauge["rain"].rolling(hours).sum()
    X["wetness"] = gauge["rain"].ewm(halflife=240).mean()
    X["ahead"] = log_flow.shift(-LEAD)
    return X.dropna()


def period(table, name):
    start, end = (pd.Timestamp(t) for t in PERIODS[name])
    part = table.loc[start:end - pd.Timedelta(hours=2 * LEAD)]
    return part.drop(columns="ahead"), part["ahead"]


def fitted(alpha, X, y):
    return make_pipeline(StandardScaler(), Ridge(alpha=alpha)).fit(X, y)


def main():
    table = design(read_gauge())
    X, y = period(table, "fit")
    X_tune, y_tune = period(table, "tune")
    models = {alpha: fitted(alpha, X, y) for alpha in (0.1, 1.0, 10.0, 100.0, 1000.0)}
    errors = {a: mean_absolute_error(y_tune, m.predict(X_tune)) for a, m in models.items()}
    alpha = min(errors, key=errors.get)

    X_final, y_final = period(table, "final")
    pred = models[alpha].predict(X_final)
    print(f"alpha {alpha}, MAE(log) {mean_absolute_error(y_final, pred):.4f}")
    print(f"persistence {mean_absolute_error(y_final, X_final['now']):.4f}")


if __name__ == "__main__":
    main()
