-- One row per order; everything is known when the customer opens the basket.
SELECT o.order_id,
       o.ordered_at,
       EXTRACT(hour FROM o.ordered_at)                             AS hour_of_day,
       ROW_NUMBER() OVER w                                         AS order_number,
       AVG(o.total)         OVER (w ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING) AS mean_total,
       SUM(o.total)         OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS spent_so_far,
       LAG(o.total)         OVER w                                 AS last_total,
       DATE_DIFF('day', LAG(o.ordered_at) OVER w, o.ordered_at)    AS days_since_last,
       p.fee                                                       AS delivery_fee,
       o.total                                                     AS basket_total
FROM orders o
LEFT JOIN delivery_prices p
  ON  p.zone = o.zone
  AND p.valid_from <= o.ordered_at
  AND o.ordered_at < COALESCE(p.valid_to, TIMESTAMP '9999-12-31')
WHERE o.status <> 'test'
WINDOW w AS (PARTITION BY o.customer_id ORDER BY o.ordered_at)
ORDER BY o.ordered_at
