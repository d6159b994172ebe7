import dask.dataframe as dd
import numpy as np
from dask.distributed import Client
from sklearn.linear_model import SGDRegressor
from sklearn.metrics import r2_score

NUM = ["hdd", "cdd", "floor_area", "occupants", "insulation"]


def standardise(part, mean, std):
    part = part.copy()
    part[NUM] = (part[NUM].fillna(mean) - mean) / std
    return part


def batches(ddf):
    for d in ddf.partitions:
        pdf = d.compute()
        if len(pdf):
            yield pdf[NUM].to_numpy(), np.log1p(pdf["kwh_year"].to_numpy())


def main():
    homes = dd.read_parquet("homes/", columns=NUM + ["kwh_year"])    # one row per home
    left, right = homes.random_split([0.85, 0.15], random_state=10)
    left, right = left.persist(), right.persist()

    mean = left[NUM].mean().compute()
    std = left[NUM].std().compute()
    left = left.map_partitions(standardise, mean, std)
    right = right.map_partitions(standardise, mean, std)

    reg = SGDRegressor(alpha=1e-4, learning_rate="invscaling", random_state=0)
    for epoch in range(5):
        for A, t in batches(left):
            reg.partial_fit(A, t)

    obs, sim = [], []
    for A, t in batches(right):
        obs.append(t)
        sim.append(reg.predict(A))
    print("R2", r2_score(np.concatenate(obs), np.concatenate(sim)))


if __name__ == "__main__":
    with Client(n_workers=4):
        main()
