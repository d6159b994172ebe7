-- one row per household and reference Sunday
WITH sundays AS (
    SELECT household_id, as_of
    FROM reference_weeks
    WHERE as_of BETWEEN DATE '2023-01-01' AND DATE '2023-12-31'
),
habits AS (
    SELECT household_id,
           COUNT(*)                      AS baskets,
           AVG(basket_value)             AS mean_basket,
           STDDEV_SAMP(basket_value)     AS sd_basket,
           AVG(CAST(online AS INTEGER))  AS online_share
    FROM baskets
    GROUP BY household_id
),
last_month AS (
    SELECT s.household_id,
           s.as_of,
           COUNT(b.basket_id)               AS baskets_28d,
           COALESCE(SUM(b.basket_value), 0) AS value_28d
    FROM sundays AS s
    LEFT JOIN baskets AS b
           ON b.household_id = s.household_id
          AND b.bought_on <= s.as_of
          AND b.bought_on > s.as_of - INTERVAL 28 DAY
    GROUP BY s.household_id, s.as_of
),
outcome AS (
    SELECT s.household_id,
           s.as_of,
           CAST(COUNT(b.basket_id) > 0 AS INTEGER) AS shops_next_week
    FROM sundays AS s
    LEFT JOIN baskets AS b
           ON b.household_id = s.household_id
          AND b.bought_on > s.as_of
          AND b.bought_on <= s.as_of + INTERVAL 7 DAY
    GROUP BY s.household_id, s.as_of
)
SELECT m.household_id,
       m.as_of,
       m.baskets_28d,
       m.value_28d,
       h.baskets,
       h.mean_basket,
       h.sd_basket,
       h.online_share,
       o.shops_next_week
FROM last_month AS m
JOIN habits AS h USING (household_id)
JOIN outcome AS o USING (household_id, as_of)
ORDER BY m.as_of, m.household_id
