from pathlib import Path

import duckdb
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error

FEATS = ["parcel_count", "distance_km", "driver_delay", "depot_load"]


def load(db="routes.duckdb"):
    con = duckdb.connect(db)
    con.execute(Path("features.sql").read_text())
    return con.execute("select * from stop_features order by planned_at").df()


def main():
    stops = load()
    n = int(len(stops) * 0.8)
    old, new = stops.iloc[:n], stops.iloc[n:]
    model = RandomForestRegressor(n_estimators=300, min_samples_leaf=20, n_jobs=-1, random_state=1)
    model.fit(old[FEATS], old["delay_min"])
    print("MAE", mean_absolute_error(new["delay_min"], model.predict(new[FEATS])))


if __name__ == "__main__":
    main()
