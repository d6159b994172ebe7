import argparse

import joblib
import pandas as pd

from design import design_matrix


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("members")
    parser.add_argument("--out", default="scores.parquet")
    args = parser.parse_args()

    members = pd.read_parquet(args.members)
    forest = joblib.load("value_forest.joblib")
    members["expected_margin"] = forest.predict(design_matrix(members))
    members[["member_id", "expected_margin"]].to_parquet(args.out, index=False)


if __name__ == "__main__":
    main()
