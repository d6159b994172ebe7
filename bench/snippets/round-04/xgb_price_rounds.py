import json
import os

import pandas as pd
import typer
import xgboost as xgb
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

app = typer.Typer()


def read(path: str):
    cars = pd.read_csv(path)
    for col in ("brand", "gearbox", "fuel"):
        cars[col] = cars[col].astype("category")
    return cars.drop(columns="price"), cars["price"]


@app.command()
def train(path: str = "data/cars.csv", out: str = "artifacts", seed: int = 5):
    X, y = read(path)
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.15, random_state=seed)
    X_fit, X_watch, y_fit, y_watch = train_test_split(X_rest, y_rest, test_size=0.15, random_state=seed)

    reg = xgb.XGBRegressor(
        n_estimators=5000,
        learning_rate=0.03,
        max_depth=7,
        enable_categorical=True,
        tree_method="hist",
        early_stopping_rounds=100,
        eval_metric="mae",
    )
    reg.fit(X_fit, y_fit, eval_set=[(X_fit, y_fit), (X_watch, y_watch)], verbose=500)

    report = {
        "rounds": reg.best_iteration,
        "mae_watch": float(reg.best_score),
        "mae_test": float(mean_absolute_error(y_test, reg.predict(X_test))),
    }
    os.makedirs(out, exist_ok=True)
    reg.save_model(os.path.join(out, "price.ubj"))
    with open(os.path.join(out, "report.json"), "w") as fh:
        json.dump(report, fh, indent=2)
    typer.echo(report)


if __name__ == "__main__":
    app()
