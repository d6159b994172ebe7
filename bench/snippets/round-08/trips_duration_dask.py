import dask
import dask.dataframe as dd
import numpy as np
from dask.distributed import Client
from sklearn.linear_model import SGDRegressor

NUM = ["distance_m", "n_lights", "n_turns", "mean_grade"]
LABEL = "seconds"


def columns(df):
    df = df[(df[LABEL] > 30) & (df[LABEL] < 7200)]
    df["straight"] = df["crow_m"] / df["distance_m"].clip(lower=1)
    return df[NUM + ["straight", LABEL]]


def main():
    client = Client(n_workers=4, threads_per_worker=1)
    rides = dd.read_parquet("gs://courier/rides_sample/", columns=NUM + ["crow_m", LABEL])
    rides = rides.map_partitions(columns)
    train, test = rides.random_split([0.85, 0.15], random_state=404)

    feats = NUM + ["straight"]
    mean, std = dask.compute(train[feats].mean(), train[feats].std())
    med = train[feats].quantile(0.5).compute()

    def ready(part):
        return ((part[feats].fillna(med) - mean) / std).to_numpy()

    sgd = SGDRegressor(loss="huber", epsilon=0.1, random_state=0)
    for epoch in range(3):
        for block in train.to_delayed():
            part = block.compute()
            sgd.partial_fit(ready(part), np.log(part[LABEL]))

    held = test.compute()
    err = np.abs(np.exp(sgd.predict(ready(held))) - held[LABEL])
    print(f"MAE {err.mean():.0f} s, median {err.median():.0f} s on {len(held)} rides")
    client.close()


if __name__ == "__main__":
    main()
