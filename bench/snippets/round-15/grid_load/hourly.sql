-- load of the next day, planned at least 24 hours ahead
WITH weather AS (
    SELECT l.hour,
           f.temp_c,
           f.cloud_pct,
           ROW_NUMBER() OVER (PARTITION BY l.hour ORDER BY f.issued_at DESC) AS rn
    FROM load_hours AS l
    JOIN forecasts AS f
      ON f.valid_hour = l.hour
     AND f.issued_at <= l.hour - INTERVAL 24 HOUR
)
SELECT l.hour,
       l.load_mw,
       w.temp_c,
       w.cloud_pct,
       LAG(l.load_mw, 24)  OVER by_time AS load_d1,
       LAG(l.load_mw, 168) OVER by_time AS load_d7,
       AVG(l.load_mw) OVER (ORDER BY l.hour
                            ROWS BETWEEN 191 PRECEDING AND 24 PRECEDING) AS load_week,
       MAX(l.load_mw) OVER (ORDER BY l.hour
                            ROWS BETWEEN 47 PRECEDING AND 24 PRECEDING) AS load_peak
FROM load_hours AS l
JOIN weather AS w ON w.hour = l.hour AND w.rn = 1
WINDOW by_time AS (ORDER BY l.hour)
ORDER BY l.hour
