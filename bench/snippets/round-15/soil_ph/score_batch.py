"""Nightly: pH for the fields that were probed today."""
import argparse

import joblib

from readings import make_transformer, read


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("batch_csv")
    ap.add_argument("out_csv")
    args = ap.parse_args()

    forest = joblib.load("ph_forest.joblib")
    batch = read(args.batch_csv)
    prep = make_transformer()
    batch["ph_est"] = forest.predict(prep.fit_transform(batch)).round(2)
    batch[["field_id", "ph_est"]].to_csv(args.out_csv, index=False)


if __name__ == "__main__":
    main()
