-- one row per substation and day; heat_mwh of the day is forecast the evening before
CREATE OR REPLACE TABLE heat_features AS
WITH daily AS (
    SELECT substation_id,
           CAST(read_at AS DATE) AS day,
           SUM(mwh) AS heat_mwh
    FROM meter_readings
    GROUP BY 1, 2
)
SELECT substation_id,
       day,
       heat_mwh,
       LAG(heat_mwh, 1) OVER s AS heat_1d,
       LAG(heat_mwh, 7) OVER s AS heat_7d,
       AVG(heat_mwh) OVER (
           PARTITION BY substation_id ORDER BY day
           ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING
       ) AS heat_level,
       STDDEV(heat_mwh) OVER (
           PARTITION BY substation_id ORDER BY day
           ROWS BETWEEN 14 PRECEDING AND 1 PRECEDING
       ) AS heat_spread,
       EXTRACT(dow FROM day) AS weekday
FROM daily
WINDOW s AS (PARTITION BY substation_id ORDER BY day);
