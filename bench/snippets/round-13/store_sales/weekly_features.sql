-- daily_units holds one row per store, product and calendar day (zero when nothing was sold).
WITH base AS (
    SELECT
        u.store_id,
        u.product_id,
        u.day,
        u.units,
        p.list_price,
        p.shelf_class
    FROM daily_units AS u
    JOIN product_history AS p
      ON p.product_id = u.product_id
     AND u.day >= p.effective_from
     AND u.day < COALESCE(p.effective_to, DATE '9999-12-31')
),
framed AS (
    SELECT
        *,
        AVG(units) OVER (item ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING) AS mean_7,
        AVG(units) OVER (item ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS mean_28,
        LAG(units, 7) OVER item AS same_weekday,
        list_price / NULLIF(LAG(list_price, 28) OVER item, 0) AS price_move,
        LEAD(day, 6) OVER item AS week_end,
        SUM(units) OVER (item ROWS BETWEEN CURRENT ROW AND 6 FOLLOWING) AS week_units
    FROM base
    WINDOW item AS (PARTITION BY store_id, product_id ORDER BY day)
)
SELECT store_id, product_id, day, week_end, shelf_class, list_price,
       mean_7, mean_28, same_weekday, price_move, week_units
FROM framed
WHERE week_end IS NOT NULL
  AND same_weekday IS NOT NULL
ORDER BY day
