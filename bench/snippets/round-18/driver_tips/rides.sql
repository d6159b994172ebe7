SELECT
    ride_id,
    started_at,
    quoted_fare,
    distance_km,
    EXTRACT(hour FROM started_at)                       AS hour,
    AVG(tipped::INT) OVER prior_rides                   AS tip_rate,
    COUNT(*)    OVER prior_rides                        AS n_rides,
    LAG(tipped::INT) OVER (PARTITION BY driver_id ORDER BY started_at, ride_id) AS last_tip,
    tipped::INT AS tipped
FROM rides
WHERE status = 'completed'
WINDOW prior_rides AS (
    PARTITION BY driver_id
    ORDER BY started_at, ride_id
    ROWS BETWEEN 200 PRECEDING AND 1 PRECEDING
)
ORDER BY started_at, ride_id
