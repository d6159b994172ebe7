-- Units ordered per customer and week; every customer has a row for every week since joining.
SELECT
    w.customer_id,
    w.week_start,
    w.units,
    w.weeks_since_join,
    EXTRACT(month FROM w.week_start) AS month_no,
    LAG(w.units, 1) OVER hist AS units_1,
    LAG(w.units, 2) OVER hist AS units_2,
    AVG(w.units) OVER (
        PARTITION BY w.customer_id ORDER BY w.week_start
        ROWS BETWEEN 8 PRECEDING AND 1 PRECEDING
    ) AS units_8w,
    MAX(w.units) OVER (
        PARTITION BY w.customer_id ORDER BY w.week_start
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS units_peak,
    p.box_size
FROM customer_weeks AS w
JOIN plan_periods AS p
  ON p.customer_id = w.customer_id
 AND p.valid_from <= w.week_start
 AND (p.valid_to IS NULL OR p.valid_to > w.week_start)
WINDOW hist AS (PARTITION BY w.customer_id ORDER BY w.week_start)
ORDER BY w.week_start, w.customer_id
