"""Body mass from linear measures."""
import argparse

import joblib
import pandas as pd
from sklearn.linear_model import ElasticNetCV
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split


def read(path):
    table = pd.read_csv(path)
    return table.drop(columns="body_mass_g"), table["body_mass_g"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", default="birds_ready.csv")
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args()

    X, y = read(args.table)
    X_fit, X_field, y_fit, y_field = train_test_split(X, y, test_size=0.25, random_state=args.seed)
    model = ElasticNetCV(l1_ratio=[0.1, 0.5, 0.9, 1.0], cv=5, random_state=args.seed)
    model.fit(X_fit, y_fit)
    guess = model.predict(X_field)
    print(f"MAE {mean_absolute_error(y_field, guess):.0f} g, R2 {r2_score(y_field, guess):.3f}")
    joblib.dump(model, "mass.joblib")


if __name__ == "__main__":
    main()
