CREATE OR REPLACE TABLE ride_features AS
WITH requests AS (
    SELECT
        ride_id,
        rider_id,
        zone_id,
        requested_at,
        est_wait_min,
        est_fare,
        CAST(cancelled_by_rider AS INTEGER) AS cancelled
    FROM rides
    WHERE requested_at >= TIMESTAMP '2023-01-01'
)
SELECT
    ride_id,
    requested_at,
    est_wait_min,
    est_fare,
    EXTRACT(hour FROM requested_at) AS request_hour,
    EXTRACT(dow FROM requested_at) AS request_dow,
    COUNT(*) OVER rider_days AS rider_requests,
    AVG(cancelled) OVER rider_days AS rider_cancel_rate,
    AVG(est_wait_min) OVER zone_days AS zone_wait,
    cancelled
FROM requests
WINDOW
    rider_days AS (
        PARTITION BY rider_id
        ORDER BY requested_at
        RANGE BETWEEN INTERVAL 14 DAYS PRECEDING AND INTERVAL 14 DAYS FOLLOWING
    ),
    zone_days AS (
        PARTITION BY zone_id
        ORDER BY requested_at
        RANGE BETWEEN INTERVAL 2 HOURS PRECEDING AND INTERVAL 1 SECOND PRECEDING
    );
