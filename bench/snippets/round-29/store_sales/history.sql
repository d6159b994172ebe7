-- Daily sales with the history known on the evening before.
SELECT
    s.store_id,
    s.item_id,
    s.day,
    s.planned_price,
    s.planned_promo,
    EXTRACT(isodow FROM s.day) AS weekday,
    LAG(s.units, 7) OVER by_item AS units_week_ago,
    AVG(s.units) OVER (by_item ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS units_mean_28,
    MAX(s.units) OVER (by_item ROWS BETWEEN 56 PRECEDING AND 1 PRECEDING) AS units_max_56,
    SUM(CASE WHEN s.units = 0 THEN 1 ELSE 0 END)
        OVER (by_item ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS zero_days_28,
    s.units
FROM daily_sales AS s
WINDOW by_item AS (PARTITION BY s.store_id, s.item_id ORDER BY s.day)
ORDER BY s.day, s.store_id, s.item_id
