import numpy as np
import polars as pl
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score

INPUTS = ["clay", "ph", "ndvi", "slope", "rainfall"]


def constants(frame):
    return {c: (frame[c].median(), frame[c].mean(), frame[c].std()) for c in INPUTS}


def apply(frame, known):
    return frame.with_columns(
        [((pl.col(c).fill_null(known[c][0]) - known[c][1]) / known[c][2]).alias(c) for c in INPUTS]
    )


def main():
    cores = pl.read_csv("soil_cores.csv").drop_nulls("carbon_pct")
    farms = cores["farm"].unique().sort().to_numpy()
    held = np.random.default_rng(4).choice(farms, size=len(farms) // 5, replace=False).tolist()
    inside = cores.filter(~pl.col("farm").is_in(held))
    outside = cores.filter(pl.col("farm").is_in(held))

    known = constants(inside)
    inside, outside = apply(inside, known), apply(outside, known)
    ridge = Ridge(alpha=1.0).fit(inside.select(INPUTS).to_numpy(), inside["carbon_pct"].to_numpy())
    predicted = ridge.predict(outside.select(INPUTS).to_numpy())
    print("R2 on other farms:", r2_score(outside["carbon_pct"].to_numpy(), predicted))


if __name__ == "__main__":
    main()
