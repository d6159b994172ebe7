-- One row per delivery, with the record of its courier and zone.
SELECT
    d.delivery_id,
    d.accepted_at,
    d.distance_km,
    d.n_items,
    EXTRACT(hour FROM d.accepted_at)  AS hour_of_day,
    EXTRACT(dow FROM d.accepted_at)   AS day_of_week,
    c.vehicle = 'bike'                AS by_bike,
    AVG(CASE WHEN d.minutes > 45 THEN 1.0 ELSE 0.0 END)
        OVER (PARTITION BY d.courier_id)                  AS courier_late_rate,
    AVG(d.minutes) OVER (PARTITION BY d.zone_id)          AS zone_minutes,
    ROW_NUMBER() OVER (PARTITION BY d.courier_id ORDER BY d.accepted_at) AS courier_trip_no,
    CASE WHEN d.minutes > 45 THEN 1 ELSE 0 END            AS late
FROM deliveries AS d
JOIN couriers AS c ON c.courier_id = d.courier_id
ORDER BY d.accepted_at
