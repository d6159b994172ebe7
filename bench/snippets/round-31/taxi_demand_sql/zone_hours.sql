SELECT
    zone,
    hour_start,
    EXTRACT(hour FROM hour_start)   AS hod,
    EXTRACT(dow FROM hour_start)    AS dow,
    AVG(pickups) OVER (
        PARTITION BY zone ORDER BY hour_start
        ROWS BETWEEN 168 PRECEDING AND 1 PRECEDING
    )                               AS mean_week,
    LAG(pickups, 1) OVER (PARTITION BY zone ORDER BY hour_start)   AS lag_1,
    LAG(pickups, 24) OVER (PARTITION BY zone ORDER BY hour_start)  AS lag_24,
    LEAD(pickups, 1) OVER (PARTITION BY zone ORDER BY hour_start)  AS next_pickups
FROM zone_pickups
ORDER BY zone, hour_start
