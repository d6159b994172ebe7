import duckdb
import lightgbm as lgb
import numpy as np
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import KFold, RandomizedSearchCV, train_test_split

DISTRICTS = """
    CREATE OR REPLACE TEMP TABLE district_level AS
    SELECT district_id,
           COUNT(*)                       AS n_sales,
           MEDIAN(price_eur / floor_m2)   AS district_eur_m2
    FROM read_parquet('data/sales_2023.parquet')
    GROUP BY district_id
"""

FLATS = """
    SELECT s.sale_id, s.floor_m2, s.rooms, s.storey, s.build_year, s.has_lift, s.energy_class,
           d.district_eur_m2,
           s.price_eur
    FROM read_parquet('data/sales_2023.parquet') s
    JOIN district_level d USING (district_id)
    WHERE s.floor_m2 BETWEEN 15 AND 400
    ORDER BY s.sale_id
"""

ENERGY = {letter: rank for rank, letter in enumerate("ABCDEFG")}


def read_flats():
    con = duckdb.connect()
    con.execute(DISTRICTS)
    flats = con.execute(FLATS).df().set_index("sale_id")
    flats["energy_class"] = flats["energy_class"].map(ENERGY)
    flats["has_lift"] = flats["has_lift"].astype(int)
    return flats


def tune(X, y):
    space = {
        "num_leaves": [15, 31, 63],
        "min_child_samples": [10, 30, 80],
        "learning_rate": [0.03, 0.06, 0.1],
    }
    search = RandomizedSearchCV(
        lgb.LGBMRegressor(n_estimators=400, verbose=-1),
        space,
        n_iter=12,
        cv=KFold(5, shuffle=True, random_state=5),
        scoring="neg_mean_absolute_error",
        random_state=5,
    )
    return search.fit(X, y).best_estimator_


def main():
    flats = read_flats()
    X = flats.drop(columns="price_eur")
    y = np.log(flats["price_eur"])
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=5)
    model = tune(X_train, y_train)
    mape = mean_absolute_percentage_error(np.exp(y_test), np.exp(model.predict(X_test)))
    print(f"MAPE on {len(X_test)} held-out sales: {mape:.1%}")


if __name__ == "__main__":
    main()
