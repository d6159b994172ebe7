SELECT
    d.seller_id,
    d.day,
    d.orders,
    AVG(d.orders) OVER past          AS orders_avg_28,
    SUM(d.refunds) OVER past         AS refunds_28,
    LAG(d.rating, 1) OVER hist       AS rating_prev,
    t.tier,
    LEAD(d.orders, 7) OVER hist      AS label_orders_7
FROM seller_day d
LEFT JOIN seller_tier t
       ON t.seller_id = d.seller_id
      AND t.valid_from <= d.day
      AND d.day < t.valid_to
WINDOW
    hist AS (PARTITION BY d.seller_id ORDER BY d.day),
    past AS (PARTITION BY d.seller_id ORDER BY d.day ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING)
