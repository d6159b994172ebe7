"""Asking rent per square metre; district levels come from known listings only."""
import numpy as np
import polars as pl
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_percentage_error

NUMBERS = ["area_m2", "rooms", "floor", "built", "district_area", "district_built", "area_gap", "built_gap"]


def listings(path):
    return (
        pl.read_csv(path)
        # one listing per building
        .unique(subset=["street", "number"], keep="first", maintain_order=True)
        .filter(pl.col("rent_eur").is_between(150, 9000))
        .with_columns((pl.col("rent_eur") / pl.col("area_m2")).log().alias("log_rent"))
        .sample(fraction=1.0, shuffle=True, seed=29)
    )


class Districts:
    def __init__(self, flats):
        self.levels = flats.group_by("district").agg(
            pl.col("area_m2").median().alias("district_area"),
            pl.col("built").median().alias("district_built"),
        )
        self.city_area = flats["area_m2"].median()
        self.city_built = flats["built"].median()

    def add(self, flats):
        return (
            flats.join(self.levels, on="district", how="left")
            .with_columns(
                pl.col("district_area").fill_null(self.city_area),
                pl.col("district_built").fill_null(self.city_built),
                pl.col("built").fill_null(self.city_built),
            )
            .with_columns(
                (pl.col("area_m2") / pl.col("district_area")).log().alias("area_gap"),
                (pl.col("built") - pl.col("district_built")).alias("built_gap"),
            )
        )


def arrays(flats):
    return flats.select(NUMBERS).cast(pl.Float64).to_numpy(), flats["log_rent"].to_numpy()


def main():
    flats = listings("listings.csv")
    n = flats.height
    fit, tune, final = flats[: int(0.7 * n)], flats[int(0.7 * n) : int(0.85 * n)], flats[int(0.85 * n) :]

    districts = Districts(fit)
    X_fit, y_fit = arrays(districts.add(fit))
    X_tune, y_tune = arrays(districts.add(tune))
    errors = {}
    for leaves in (7, 15, 31, 63):
        model = HistGradientBoostingRegressor(max_leaf_nodes=leaves, random_state=1).fit(X_fit, y_fit)
        errors[leaves] = (mean_absolute_percentage_error(np.exp(y_tune), np.exp(model.predict(X_tune))), model)
    leaves = min(errors, key=lambda k: errors[k][0])

    X_final, y_final = arrays(districts.add(final))
    guess = errors[leaves][1].predict(X_final)
    print(leaves, "leaves, MAPE", mean_absolute_percentage_error(np.exp(y_final), np.exp(guess)))


if __name__ == "__main__":
    main()
