import polars as pl
from sklearn.neighbors import KNeighborsRegressor
from sklearn.metrics import median_absolute_error

PHYS = ["velocity", "peak_mag", "duration", "end_height", "slope"]

events = (
    pl.scan_csv("fireballs.csv")
    .filter(pl.col("n_stations") >= 3)
    .with_columns(pl.col("mass_kg").log10().alias("log_mass"))
    .drop_nulls("log_mass")
    .with_columns(pl.col(PHYS).fill_null(strategy="mean"))
    .with_columns(((pl.col(PHYS) - pl.col(PHYS).mean()) / pl.col(PHYS).std()))
    .select(*PHYS, "log_mass")
    .collect()
)

events = events.sample(fraction=1.0, shuffle=True, seed=30)
n_test = events.height // 5
test, train = events.head(n_test), events.tail(events.height - n_test)

knn = KNeighborsRegressor(n_neighbors=9, weights="distance")
knn.fit(train.select(PHYS).to_numpy(), train["log_mass"].to_numpy())
hat = knn.predict(test.select(PHYS).to_numpy())

print("median |d log m|", round(median_absolute_error(test["log_mass"].to_numpy(), hat), 3))
report = test.with_columns(pl.Series("hat", hat)).with_columns((pl.col("hat") - pl.col("log_mass")).alias("res"))
print(report.select(pl.col("res").mean().alias("bias"), pl.col("res").std().alias("scatter")))
