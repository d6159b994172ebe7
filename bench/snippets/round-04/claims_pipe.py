import logging
from pathlib import Path

import joblib
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

log = logging.getLogger(__name__)
TARGET = "repair_cost"


def tidy_names(df: pd.DataFrame) -> pd.DataFrame:
    return df.rename(columns=lambda c: c.strip().lower().replace(" ", "_"))


def complete_mileage(df: pd.DataFrame) -> pd.DataFrame:
    typical = df.groupby(["make", "fuel"])["mileage_km"].transform("median")
    return df.assign(mileage_km=df["mileage_km"].fillna(typical))


def ratios(df: pd.DataFrame) -> pd.DataFrame:
    return df.assign(
        km_per_year=df["mileage_km"] / (df["vehicle_age"] + 1),
        power_weight=df["power_kw"] / df["weight_kg"],
    )


def dummies(df: pd.DataFrame) -> pd.DataFrame:
    return pd.get_dummies(df, columns=["make", "fuel", "damage_zone"], drop_first=True)


def build(path: Path) -> pd.DataFrame:
    return pd.read_csv(path).pipe(tidy_names).pipe(complete_mileage).pipe(ratios).pipe(dummies)


def run(path: Path, out: Path) -> float:
    table = build(path)
    X, y = table.drop(columns=TARGET), table[TARGET]
    X_fit, X_eval, y_fit, y_eval = train_test_split(X, y, test_size=0.25, random_state=7)
    model = GradientBoostingRegressor(n_estimators=400, learning_rate=0.05, max_depth=3)
    model.fit(X_fit, y_fit)
    mae = mean_absolute_error(y_eval, model.predict(X_eval))
    log.info("mae=%.2f", mae)
    joblib.dump(model, out)
    return mae


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    run(Path("data/claims.csv"), Path("models/claims.joblib"))
