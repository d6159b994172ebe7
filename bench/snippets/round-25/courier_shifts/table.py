from pathlib import Path

import duckdb
import pandas as pd

WAIT = pd.Timedelta(days=28)
KEYS = ["courier_id", "shift_date"]
CITY_CODES = {"berlin": 0, "hamburg": 1, "koeln": 2, "leipzig": 3}


def load(db="courier.duckdb"):
    sql = Path(__file__).with_name("shifts.sql").read_text()
    with duckdb.connect(db, read_only=True) as con:
        table = con.execute(sql).df()
    table["shift_date"] = pd.to_datetime(table["shift_date"])
    table["city"] = table["city"].map(CITY_CODES)
    return table


def eras(table, val_from, test_from):
    day = table["shift_date"]
    return (
        table[day < val_from - WAIT],
        table[(day >= val_from) & (day < test_from - WAIT)],
        table[day >= test_from],
    )
