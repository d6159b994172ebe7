"""Peak load class of distribution transformers from nameplate and survey data."""
import argparse

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split

NUMERIC = ["rated_kva", "oil_temp_c", "households", "pv_kw", "line_length_m"]
TARGET = "overload"


def complete(part, medians):
    part = part.copy()
    part[NUMERIC] = part[NUMERIC].fillna(medians)
    return part


def run(path, seed):
    readings = pd.read_csv(path)
    readings = readings.drop_duplicates(subset="transformer_id")
    train, test = train_test_split(
        readings, test_size=0.25, stratify=readings[TARGET], random_state=seed
    )

    medians = readings[NUMERIC].median()
    train = complete(train, medians)
    test = complete(test, medians)

    forest = RandomForestClassifier(n_estimators=400, min_samples_leaf=4, random_state=seed)
    forest.fit(train[NUMERIC], train[TARGET])
    predicted = forest.predict(test[NUMERIC])
    return balanced_accuracy_score(test[TARGET], predicted)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("csv")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    print(f"balanced accuracy {run(args.csv, args.seed):.3f}")
