"""Age of cod from otolith measurements; every fish is measured once."""
import polars as pl
import polars.selectors as cs
from sklearn.linear_model import LassoCV
from sklearn.metrics import mean_absolute_error

SIZES = ["otolith_mm", "otolith_mg", "ring_gap_um", "length_cm", "weight_g", "liver_g"]


def catch(path):
    return (
        pl.scan_csv(path)
        .filter(pl.col("age_years").is_not_null())
        .unique(subset="fish_id", keep="first", maintain_order=True)
        .with_columns(pl.col("sex").eq("F").cast(pl.Float64).alias("female"))
        .select("fish_id", "female", "age_years", *SIZES)
    )


def conditioned(lazy):
    return (
        lazy.with_columns(pl.col(SIZES).cast(pl.Float64).fill_null(strategy="mean"))
        .with_columns((pl.col("weight_g") / pl.col("length_cm").pow(3) * 100).alias("condition"))
        .with_columns(
            (cs.by_name(*SIZES, "condition") - cs.by_name(*SIZES, "condition").mean())
            / cs.by_name(*SIZES, "condition").std()
        )
        .with_columns(pl.col("female").fill_null(0.5))
    )


def halves(table, share, seed):
    mixed = table.sample(fraction=1.0, shuffle=True, seed=seed)
    n = int(len(mixed) * share)
    return mixed.head(n), mixed.tail(len(mixed) - n)


def xy(table):
    inputs = [*SIZES, "condition", "female"]
    return table.select(inputs).to_numpy(), table["age_years"].to_numpy()


def main():
    table = conditioned(catch("data/cod_2019.csv")).collect()
    known, fresh = halves(table, share=0.75, seed=23)
    model = LassoCV(cv=10, random_state=23).fit(*xy(known))
    X, age = xy(fresh)
    print(f"{len(known)} fish for fitting, {len(fresh)} for checking")
    print(f"mean absolute error {mean_absolute_error(age, model.predict(X)):.2f} years")


if __name__ == "__main__":
    main()
