from pathlib import Path

import duckdb
import pandas as pd

SQL = Path(__file__).resolve().parent.parent / "sql" / "weekly_features.sql"


def weekly_frame(db: str) -> pd.DataFrame:
    with duckdb.connect(db, read_only=True) as con:
        return con.execute(SQL.read_text()).df()
