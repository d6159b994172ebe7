-- One row per completed ride, priced at the moment of the drop-off.
WITH rider AS (
    SELECT
        rider_id,
        COUNT(*)                    AS rider_rides,
        AVG(fare)                   AS rider_fare,
        AVG(CASE WHEN tip > 0 THEN 1.0 ELSE 0.0 END) AS rider_tip_rate
    FROM rides
    GROUP BY rider_id
),
zone AS (
    SELECT zone_id, borough, is_airport
    FROM zones
)
SELECT
    r.ride_id,
    r.dropoff_at,
    r.fare,
    r.distance_km,
    EXTRACT(hour FROM r.dropoff_at)  AS drop_hour,
    EXTRACT(dow FROM r.dropoff_at)   AS drop_dow,
    z.is_airport,
    rider.rider_rides,
    rider.rider_fare,
    rider.rider_tip_rate,
    CASE WHEN r.tip > 0 THEN 1 ELSE 0 END AS tipped
FROM rides AS r
JOIN zone AS z ON z.zone_id = r.dropoff_zone
LEFT JOIN rider ON rider.rider_id = r.rider_id
WHERE r.status = 'completed'
