"""Nightly price of holiday lets (polars); hosts often offer several."""
import numpy as np
import polars as pl
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error

SIZES = ["area_m2", "bedrooms", "beach_km", "centre_km"]


def divide(lets):
    hosts = lets.select(pl.col("host_id").unique().sort()).sample(fraction=1.0, shuffle=True, seed=33)
    a, b = int(0.7 * hosts.height), int(0.85 * hosts.height)
    groups = {"train": hosts[:a], "valid": hosts[a:b], "test": hosts[b:]}
    return {name: lets.join(who, on="host_id", how="semi") for name, who in groups.items()}


class Levels:
    def __init__(self, lets):
        self.overall = {c: lets[c].median() for c in SIZES}
        self.by_town = lets.group_by("town").agg(
            *[pl.col(c).median().alias(f"{c}_town") for c in SIZES],
            pl.len().alias("n_town"),
        )
        filled = self._fill(lets)
        self.mean = filled.mean().row(0)
        self.std = filled.std().row(0)

    def _fill(self, lets):
        joined = lets.join(self.by_town, on="town", how="left", maintain_order="left")
        return joined.select(
            *[pl.coalesce(c, f"{c}_town").fill_null(self.overall[c]).cast(pl.Float64) for c in SIZES],
            pl.col("n_town").fill_null(0).log1p(),
        )

    def matrix(self, lets):
        return (self._fill(lets).to_numpy() - np.array(self.mean)) / np.array(self.std)


def main():
    lets = pl.read_csv("data/lets.csv").unique("listing_id", keep="first", maintain_order=True)
    lets = lets.filter(pl.col("price") > 0)
    parts = divide(lets)
    levels = Levels(parts["train"])
    X = {name: levels.matrix(part) for name, part in parts.items()}
    y = {name: part["price"].log().to_numpy() for name, part in parts.items()}

    errors = {}
    for alpha in np.logspace(-2, 3, 11):
        model = Ridge(alpha=alpha).fit(X["train"], y["train"])
        errors[alpha] = mean_absolute_error(y["valid"], model.predict(X["valid"]))
    alpha = min(errors, key=errors.get)
    model = Ridge(alpha=alpha).fit(X["train"], y["train"])
    print("alpha", round(float(alpha), 3))
    print("MAE of log price", round(mean_absolute_error(y["test"], model.predict(X["test"])), 3))


if __name__ == "__main__":
    main()
