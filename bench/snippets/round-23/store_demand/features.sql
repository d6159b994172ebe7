CREATE OR REPLACE VIEW demand AS
SELECT
    s.store_id,
    s.item_id,
    s.day,
    s.units,
    LAG(s.units, 1) OVER w AS units_1,
    LAG(s.units, 7) OVER w AS units_7,
    AVG(s.units) OVER month_before AS mean_28,
    STDDEV_SAMP(s.units) OVER month_before AS sd_28,
    MAX(s.units) OVER quarter_before AS max_91,
    p.planned_price,
    p.on_promotion::INT AS on_promotion,
    DAYOFWEEK(s.day) AS weekday,
    MONTH(s.day) AS month
FROM sales s
JOIN price_plan p
    ON p.store_id = s.store_id
    AND p.item_id = s.item_id
    AND p.valid_from <= s.day
    AND p.valid_to > s.day
    AND p.decided_on < s.day
WINDOW
    w AS (PARTITION BY s.store_id, s.item_id ORDER BY s.day),
    month_before AS (
        PARTITION BY s.store_id, s.item_id ORDER BY s.day
        ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING
    ),
    quarter_before AS (
        PARTITION BY s.store_id, s.item_id ORDER BY s.day
        ROWS BETWEEN 91 PRECEDING AND 1 PRECEDING
    );
