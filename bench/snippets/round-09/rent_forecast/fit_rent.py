import argparse

import pandas as pd
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split


def parse():
    ap = argparse.ArgumentParser()
    ap.add_argument("--table", default="prepared/listings.csv")
    ap.add_argument("--alpha", type=float, default=0.05)
    ap.add_argument("--seed", type=int, default=0)
    return ap.parse_args()


def main():
    a = parse()
    table = pd.read_csv(a.table)
    rent = table.pop("rent_eur")
    X = pd.get_dummies(table, columns=["district"], dtype=float)
    Xa, Xb, ra, rb = train_test_split(X, rent, test_size=0.2, random_state=a.seed)
    net = ElasticNet(alpha=a.alpha, max_iter=20_000).fit(Xa, ra)
    est = net.predict(Xb)
    print(f"MAE {mean_absolute_error(rb, est):.0f} EUR  R2 {r2_score(rb, est):.3f}")


if __name__ == "__main__":
    main()
