import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.svm import SVR

OPTIONS = {
    "ridge1": Ridge(alpha=1.0),
    "ridge30": Ridge(alpha=30.0),
    "svr1": SVR(C=1.0),
    "svr10": SVR(C=10.0),
}


def xy(name):
    part = pd.read_parquet(f"shaped/{name}.parquet")
    return part.drop(columns="cup_score"), part["cup_score"]


def main():
    x, y = xy("fit")
    x_tune, y_tune = xy("tune")
    errors = {}
    for name, model in OPTIONS.items():
        errors[name] = mean_absolute_error(y_tune, model.fit(x, y).predict(x_tune))
    best = min(errors, key=errors.get)
    x_final, y_final = xy("final")
    print(errors)
    print(best, "final MAE", mean_absolute_error(y_final, OPTIONS[best].predict(x_final)))


if __name__ == "__main__":
    main()
