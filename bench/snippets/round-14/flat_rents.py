"""Monthly rent of flats from one survey; one row per flat, no flat twice."""
import numpy as np
import polars as pl
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

GAPS = ["area_m2", "built", "floor", "energy_class", "dist_station_m"]


def read(path: str) -> pl.DataFrame:
    flats = pl.read_csv(path, infer_schema_length=5000).unique("flat_id", maintain_order=True)
    return flats.with_columns(
        pl.col("rent").log().alias("log_rent"),
        pl.col("district").fill_null("unknown"),
        (pl.col("rooms") / pl.col("persons").clip(lower_bound=1)).alias("rooms_person"),
    ).drop_nulls("log_rent")


def divide(flats: pl.DataFrame, seed: int) -> list[pl.DataFrame]:
    mixed = flats.sample(fraction=1.0, shuffle=True, seed=seed)
    a, b = int(0.6 * mixed.height), int(0.8 * mixed.height)
    return [mixed[:a], mixed[a:b], mixed[b:]]


class Filler:
    """Medians of the rows it was made from, and the typical size of flats by district."""

    def __init__(self, rows: pl.DataFrame):
        self.medians = rows.select(pl.col(GAPS).median()).row(0, named=True)
        self.by_district = rows.group_by("district").agg(
            pl.col("area_m2").median().alias("district_area"), pl.len().alias("district_flats")
        )

    def __call__(self, rows: pl.DataFrame) -> pl.DataFrame:
        filled = rows.with_columns(pl.col(c).fill_null(v) for c, v in self.medians.items())
        return filled.join(self.by_district, on="district", how="left").with_columns(
            pl.col("district_area").fill_null(self.medians["area_m2"]),
            pl.col("district_flats").fill_null(0),
        )


def xy(rows: pl.DataFrame):
    columns = GAPS + ["rooms", "rooms_person", "district_area", "district_flats"]
    return rows.select(columns).to_numpy(), rows["log_rent"].to_numpy()


def main():
    parts = divide(read("survey/flats.csv"), seed=27)
    fill = Filler(parts[0])
    (x, y), (x_tune, y_tune), (x_final, y_final) = (xy(fill(p)) for p in parts)
    fitted = {}
    for alpha in (1e-4, 1e-3, 1e-2, 1e-1):
        model = make_pipeline(StandardScaler(), ElasticNet(alpha=alpha, l1_ratio=0.5)).fit(x, y)
        fitted[alpha] = (mean_absolute_error(y_tune, model.predict(x_tune)), model)
    alpha = min(fitted, key=lambda k: fitted[k][0])
    guess = np.exp(fitted[alpha][1].predict(x_final))
    print(f"alpha {alpha}, MAE {mean_absolute_error(np.exp(y_final), guess):.0f} per month")


if __name__ == "__main__":
    main()
