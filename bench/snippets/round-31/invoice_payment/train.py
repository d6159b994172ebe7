"""Days until an invoice is paid; called monthly by the scheduler."""
import json
from pathlib import Path

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

from columns import CATEGORY, NUMERIC


def pipeline():
    prep = ColumnTransformer([
        ("num", StandardScaler(), NUMERIC),
        ("cat", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), CATEGORY),
    ])
    regressor = HistGradientBoostingRegressor(loss="absolute_error", early_stopping=False)
    return Pipeline([("prep", prep), ("reg", regressor)])


CAP_DAYS = 180
EXTRACTED = pd.Timestamp("2023-07-01")
CUT = pd.Timestamp("2022-07-01")


def settled(path):
    """Invoices old enough for the capped payment time to be known, paid or not."""
    invoices = pd.read_csv(path, parse_dates=["issued", "paid"])
    invoices["days"] = (invoices["paid"] - invoices["issued"]).dt.days.fillna(CAP_DAYS).clip(0, CAP_DAYS)
    return invoices[invoices["issued"] <= EXTRACTED - pd.Timedelta(days=CAP_DAYS)]


def main():
    invoices = settled("data/invoices.csv")
    past = invoices[invoices["issued"] <= CUT - pd.Timedelta(days=CAP_DAYS)]
    recent = invoices[invoices["issued"] > CUT]
    evaluated = pipeline().fit(past[NUMERIC + CATEGORY], past["days"])
    mae = mean_absolute_error(recent["days"], evaluated.predict(recent[NUMERIC + CATEGORY]))
    Path("model").mkdir(exist_ok=True)
    Path("model/report.json").write_text(json.dumps({"mae_days": mae, "n": len(recent)}))
    final = pipeline().fit(invoices[NUMERIC + CATEGORY], invoices["days"])
    joblib.dump(final, "model/payment.joblib")


if __name__ == "__main__":
    main()
