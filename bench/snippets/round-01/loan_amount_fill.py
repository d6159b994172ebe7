import argparse

import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

FEATURES = ["income", "months_employed", "existing_debt", "household_size"]
TARGET = "approved_amount"


def parse_args():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--trees", type=int, default=300)
    return p.parse_args()


def main():
    args = parse_args()
    df = pd.read_parquet(args.data, columns=FEATURES + [TARGET])
    df = df.dropna(subset=[TARGET])

    train, test = train_test_split(df, test_size=0.3, random_state=2024)
    train, test = train.copy(), test.copy()

    for col in FEATURES:
        train[col] = train[col].fillna(df[col].mean())
        test[col] = test[col].fillna(df[col].mean())

    reg = RandomForestRegressor(n_estimators=args.trees, n_jobs=-1, random_state=0)
    reg.fit(train[FEATURES], train[TARGET])
    print("test R2:", r2_score(test[TARGET], reg.predict(test[FEATURES])))


if __name__ == "__main__":
    main()
