from pathlib import Path

import duckdb
import pandas as pd

SQL = Path(__file__).parent / "sql" / "session_features.sql"


def sessions() -> pd.DataFrame:
    with duckdb.connect() as con:
        frame = con.execute(SQL.read_text()).df()
    return frame.sort_values("session_end_ts").reset_index(drop=True)


def by_date(frame: pd.DataFrame, start_eval: str, gap_days: int = 7):
    edge = pd.Timestamp(start_eval)
    fit = frame[frame["session_end_ts"] < edge - pd.Timedelta(days=gap_days)]
    ev = frame[frame["session_end_ts"] >= edge]
    return fit, ev
