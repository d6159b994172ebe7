"""Pull job advertisements from the portal database, one extract a week."""
import sqlite3

import pandas as pd

QUERY = """
    SELECT ad_id, title, body, sector
    FROM ads
    WHERE online_until >= ? AND online_from < ?
"""


def weekly_extracts(db, first="2023-01-02", last="2023-06-26"):
    """All ads that were online in the two weeks after each Monday."""
    con = sqlite3.connect(db)
    extracts = []
    for monday in pd.date_range(first, last, freq="7D"):
        until = monday + pd.Timedelta(days=14)
        params = (monday.date().isoformat(), until.date().isoformat())
        extracts.append(pd.read_sql_query(QUERY, con, params=params))
    con.close()
    return extracts
