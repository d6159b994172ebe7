import sys

import pandas as pd
from feature_engine.encoding import CountFrequencyEncoder
from feature_engine.imputation import MeanMedianImputer
from sklearn.preprocessing import StandardScaler

NUMERIC = ["minutes_day", "minutes_night", "data_gb", "support_calls", "bill_eur"]
NOMINAL = ["plan", "region", "handset"]


def main(source, target):
    subs = pd.read_csv(source).drop_duplicates("subscriber_id")
    impute = MeanMedianImputer(imputation_method="median", variables=NUMERIC)
    counts = CountFrequencyEncoder(encoding_method="frequency", variables=NOMINAL)
    subs = counts.fit_transform(impute.fit_transform(subs))
    subs[NUMERIC] = StandardScaler().fit_transform(subs[NUMERIC])
    subs[NUMERIC + NOMINAL + ["churned"]].to_parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
