-- snapshot is the Monday on which the retention mailing is drawn up
WITH active AS (
    SELECT DISTINCT customer_id
    FROM orders
    WHERE ordered_at >= CAST($snapshot AS DATE) - INTERVAL 56 DAY
      AND ordered_at <  CAST($snapshot AS DATE)
),
habits AS (
    SELECT o.customer_id,
           COUNT(*)                          AS n_orders,
           AVG(o.basket_eur)                 AS mean_basket,
           STDDEV_SAMP(o.basket_eur)         AS sd_basket,
           COUNT(DISTINCT CAST(o.ordered_at AS DATE)) AS order_days,
           AVG(CASE WHEN o.coupon THEN 1 ELSE 0 END) AS coupon_share
    FROM orders o
    GROUP BY o.customer_id
),
outcome AS (
    SELECT a.customer_id,
           CASE WHEN COUNT(o.order_id) = 0 THEN 1 ELSE 0 END AS churned
    FROM active a
    LEFT JOIN orders o
      ON o.customer_id = a.customer_id
     AND o.ordered_at >= CAST($snapshot AS DATE)
     AND o.ordered_at <  CAST($snapshot AS DATE) + INTERVAL 56 DAY
    GROUP BY a.customer_id
)
SELECT a.customer_id, h.n_orders, h.mean_basket, h.sd_basket, h.order_days, h.coupon_share, t.churned
FROM active a
JOIN habits  h USING (customer_id)
JOIN outcome t USING (customer_id)
ORDER BY a.customer_id
