WITH daily AS (
    SELECT sku, CAST(picked_at AS DATE) AS day, SUM(quantity) AS picked
    FROM read_parquet('wms/picks/*.parquet')
    GROUP BY sku, CAST(picked_at AS DATE)
),
grid AS (
    SELECT s.sku, d.day, COALESCE(p.picked, 0) AS picked
    FROM (SELECT DISTINCT sku FROM read_parquet('wms/assortment_2022.parquet')) AS s
    CROSS JOIN (SELECT day FROM read_csv('wms/workdays.csv')) AS d
    LEFT JOIN daily AS p ON p.sku = s.sku AND p.day = d.day
),
located AS (
    SELECT g.*, z.zone_level, z.walk_metres
    FROM grid AS g
    JOIN read_parquet('wms/slotting_history.parquet') AS z
      ON z.sku = g.sku
     AND z.effective_from < g.day
     AND (z.effective_to IS NULL OR z.effective_to >= g.day)
)
SELECT
    sku,
    day,
    EXTRACT(dow FROM day) AS weekday,
    zone_level,
    walk_metres,
    LAG(picked, 1) OVER by_day AS picked_1,
    LAG(picked, 5) OVER by_day AS picked_5,
    AVG(picked) OVER last_month AS mean_20,
    MAX(picked) OVER last_quarter AS peak_60,
    COUNT(*) OVER last_quarter AS known_days,
    picked
FROM located
WINDOW
    by_day AS (PARTITION BY sku ORDER BY day),
    last_month AS (PARTITION BY sku ORDER BY day ROWS BETWEEN 20 PRECEDING AND 1 PRECEDING),
    last_quarter AS (PARTITION BY sku ORDER BY day ROWS BETWEEN 60 PRECEDING AND 1 PRECEDING)
QUALIFY known_days = 60
