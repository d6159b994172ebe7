"""Monthly export of closed tickets; run by cron on the first of every month."""
import sys
from datetime import date
from pathlib import Path

import duckdb

QUERY = """
    SELECT ticket_id, subject, body, team
    FROM tickets
    WHERE status = 'closed'
      AND closed_on >= CAST(? AS DATE) - INTERVAL 90 DAY
      AND closed_on < CAST(? AS DATE)
"""


def export(database, folder, day):
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(database, read_only=True) as con:
        rows = con.execute(QUERY, [day.isoformat(), day.isoformat()]).df()
    target = folder / f"closed_{day:%Y_%m}.parquet"
    rows.to_parquet(target, index=False)
    return target, len(rows)


if __name__ == "__main__":
    first = date.today().replace(day=1)
    print(*export(sys.argv[1], Path("exports"), first))
