import pathlib

import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler

from settings import FEATURES, LABEL, PREPARED, RAW


def run():
    raw = pd.read_csv(RAW)
    raw = raw.dropna(subset=[LABEL])
    imputed = SimpleImputer(strategy="median").fit_transform(raw[FEATURES])
    scaled = MinMaxScaler().fit_transform(imputed)
    table = pd.DataFrame(scaled, columns=FEATURES, index=raw.index)
    table[LABEL] = raw[LABEL]
    pathlib.Path(PREPARED).parent.mkdir(parents=True, exist_ok=True)
    table.to_parquet(PREPARED)


if __name__ == "__main__":
    run()
