-- one row per depot and day
WITH daily AS (
    SELECT depot_id,
           CAST(scanned_at AS DATE) AS day,
           COUNT(*)                 AS parcels
    FROM read_parquet('scans/*.parquet')
    GROUP BY 1, 2
)
SELECT depot_id,
       day,
       parcels,
       dayofweek(day) AS weekday,
       LAG(parcels, 7) OVER (PARTITION BY depot_id ORDER BY day) AS parcels_last_week,
       AVG(parcels) OVER (
           PARTITION BY depot_id ORDER BY day
           ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING
       ) AS volume_level,
       STDDEV(parcels) OVER (
           PARTITION BY depot_id ORDER BY day
           ROWS BETWEEN 14 PRECEDING AND 1 PRECEDING
       ) AS volume_spread
FROM daily
ORDER BY day, depot_id
