-- One row per delivered order; everything is in minutes.
WITH trips AS (
    SELECT
        order_id,
        courier_id,
        zone_id,
        picked_up_at,
        distance_km,
        basket_items,
        EXTRACT(hour FROM picked_up_at) AS pickup_hour,
        EXTRACT(dow FROM picked_up_at) AS pickup_dow,
        EXTRACT(epoch FROM delivered_at - picked_up_at) / 60.0 AS ride_minutes
    FROM orders
    WHERE delivered_at IS NOT NULL
)
SELECT
    order_id,
    picked_up_at,
    distance_km,
    basket_items,
    pickup_hour,
    pickup_dow,
    AVG(ride_minutes / NULLIF(distance_km, 0)) OVER (
        PARTITION BY courier_id
        ORDER BY picked_up_at
        ROWS BETWEEN 15 PRECEDING AND 1 PRECEDING
    ) AS courier_pace,
    AVG(ride_minutes / NULLIF(distance_km, 0)) OVER (
        PARTITION BY zone_id
        ORDER BY picked_up_at
        ROWS BETWEEN 25 PRECEDING AND 25 FOLLOWING
    ) AS zone_pace,
    ride_minutes
FROM trips
ORDER BY picked_up_at
