import os

import pandas as pd
from google.cloud import bigquery
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

QUERY = """
WITH daily AS (
  SELECT user_pseudo_id, event_date, COUNT(*) AS events, SUM(engagement_sec) AS seconds
  FROM `analytics.events`
  WHERE event_date BETWEEN '2023-01-01' AND '2023-12-31'
  GROUP BY user_pseudo_id, event_date
)
SELECT
  user_pseudo_id,
  event_date,
  seconds AS target_seconds,
  LAG(seconds) OVER w AS seconds_prev,
  LAG(events) OVER w AS events_prev,
  AVG(seconds) OVER (
    PARTITION BY user_pseudo_id ORDER BY event_date
    ROWS BETWEEN 6 PRECEDING AND 6 FOLLOWING
  ) AS seconds_smooth
FROM daily
WINDOW w AS (PARTITION BY user_pseudo_id ORDER BY event_date)
"""

FEATURES = ["seconds_prev", "events_prev", "seconds_smooth"]


def fetch() -> pd.DataFrame:
    client = bigquery.Client(project=os.environ["GCP_PROJECT"])
    return client.query(QUERY).to_dataframe()


def main() -> None:
    data = fetch().dropna()
    data["event_date"] = pd.to_datetime(data["event_date"])
    train = data[data["event_date"] < "2023-11-01"]
    test = data[data["event_date"] >= "2023-11-01"]

    reg = HistGradientBoostingRegressor(max_iter=300, learning_rate=0.06)
    reg.fit(train[FEATURES], train["target_seconds"])
    mae = mean_absolute_error(test["target_seconds"], reg.predict(test[FEATURES]))
    print(f"holdout MAE: {mae:.1f} s")


if __name__ == "__main__":
    main()
