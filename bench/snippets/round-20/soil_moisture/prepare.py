import pandas as pd
import yaml
from sklearn.impute import KNNImputer
from sklearn.preprocessing import MinMaxScaler


def main():
    params = yaml.safe_load(open("params.yaml"))["prepare"]
    plots = pd.read_csv(params["raw"])
    bands = [c for c in plots.columns if c.startswith("band_")]
    plots[bands] = KNNImputer(n_neighbors=params["neighbours"]).fit_transform(plots[bands])
    plots[bands] = MinMaxScaler().fit_transform(plots[bands])
    plots.to_csv("work/plots_ready.csv", index=False)


if __name__ == "__main__":
    main()
