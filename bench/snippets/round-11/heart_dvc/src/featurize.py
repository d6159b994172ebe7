import sys

import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["age", "lvef", "lvedd", "la_volume", "e_over_e", "tapse", "nt_probnp", "egfr"]


def main(source, target):
    patients = pd.read_parquet(source)
    prepare = make_pipeline(StandardScaler(), KNNImputer(n_neighbors=7))
    prepare.set_output(transform="pandas")
    table = prepare.fit_transform(patients[COLUMNS])
    table["event_1y"] = patients["event_1y"].astype(int)
    table.to_parquet(target, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
