import numpy as np
import polars as pl
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

NUMERIC = ["area", "rooms", "floor", "year_built"]


class Profile:
    def __init__(self, flats: pl.DataFrame):
        self.middle = {c: flats[c].median() for c in NUMERIC}
        self.district = flats.group_by("district").agg(
            pl.col("area").mean().alias("district_area"), pl.len().alias("district_offers")
        )

    def apply(self, flats: pl.DataFrame) -> np.ndarray:
        joined = flats.join(self.district, on="district", how="left", maintain_order="left")
        joined = joined.with_columns(
            [pl.col(c).fill_null(self.middle[c]) for c in NUMERIC]
            + [
                pl.col("district_area").fill_null(self.middle["area"]),
                pl.col("district_offers").fill_null(0),
            ]
        )
        return joined.select(NUMERIC + ["district_area", "district_offers"]).to_numpy()


def divide(flats: pl.DataFrame, share: float, seed: int):
    mixed = flats.sample(fraction=1.0, shuffle=True, seed=seed)
    n = int(len(mixed) * share)
    return mixed.slice(n), mixed.slice(0, n)


def main() -> None:
    flats = pl.read_csv("flats.csv").unique(subset=["street", "house_no"], keep="first", maintain_order=True)
    flats = flats.filter(pl.col("rent").is_between(150, 8000))
    learn, check = divide(flats, share=0.2, seed=16)
    profile = Profile(learn)
    model = make_pipeline(StandardScaler(), HuberRegressor(max_iter=1000))
    model.fit(profile.apply(learn), learn["rent"].to_numpy())
    error = mean_absolute_error(check["rent"].to_numpy(), model.predict(profile.apply(check)))
    print(f"MAE {error:.0f} EUR")


if __name__ == "__main__":
    main()
