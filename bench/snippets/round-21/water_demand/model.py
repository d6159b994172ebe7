"""Daily water demand by district."""
import sys
from pathlib import Path

import duckdb
from sklearn.compose import make_column_transformer
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

LEVELS = ["m3_1d", "m3_7d", "m3_28d", "m3_peak"]
CODES = ["district", "weekend", "month"]


def period(con, start, end):
    query = """
        SELECT * FROM demand_features
        WHERE day >= CAST($1 AS DATE) AND day < CAST($2 AS DATE)
          AND m3_28d IS NOT NULL AND m3_7d IS NOT NULL
        ORDER BY day, district
    """
    return con.execute(query, [start, end]).df()


def candidate(alpha):
    columns = make_column_transformer(
        (StandardScaler(), LEVELS), (OneHotEncoder(handle_unknown="ignore"), CODES)
    )
    return make_pipeline(columns, Ridge(alpha=alpha))


def mae(model, frame):
    return mean_absolute_error(frame["consumption_m3"], model.predict(frame[LEVELS + CODES]))


def main(database):
    with duckdb.connect(database) as con:
        con.execute((Path(__file__).parent / "features.sql").read_text())
        train = period(con, "2018-01-01", "2022-01-01")
        valid = period(con, "2022-01-01", "2023-01-01")
        test = period(con, "2023-01-01", "2024-01-01")

    fitted = {}
    for alpha in (0.1, 1, 10, 100, 1000):
        model = candidate(alpha).fit(train[LEVELS + CODES], train["consumption_m3"])
        fitted[alpha] = (mae(model, valid), model)
    alpha = min(fitted, key=lambda a: fitted[a][0])
    print(f"alpha {alpha}: valid {fitted[alpha][0]:.1f} m3, test {mae(fitted[alpha][1], test):.1f} m3")


if __name__ == "__main__":
    main(sys.argv[1])
