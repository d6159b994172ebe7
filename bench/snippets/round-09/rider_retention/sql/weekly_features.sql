-- one row per rider and week
WITH weekly AS (
    SELECT
        rider_id,
        DATE_TRUNC('week', started_at) AS wk,
        COUNT(*)                       AS rides,
        SUM(distance_km)               AS km,
        SUM(price_eur)                 AS spend
    FROM rides
    GROUP BY 1, 2
)
SELECT
    rider_id,
    wk,
    rides,
    km,
    AVG(spend) OVER (PARTITION BY rider_id) AS usual_spend,
    SUM(rides) OVER (
        PARTITION BY rider_id ORDER BY wk
        ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING
    ) AS rides_recent,
    LAG(rides, 1) OVER (PARTITION BY rider_id ORDER BY wk) AS rides_prev,
    CASE WHEN LEAD(wk) OVER (PARTITION BY rider_id ORDER BY wk) <= wk + INTERVAL 14 DAY
         THEN 1 ELSE 0 END AS returns_soon
FROM weekly
