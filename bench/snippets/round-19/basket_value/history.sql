SELECT o.order_id,
       o.ordered_at,
       o.basket_value,
       count(*) OVER past AS n_before,
       avg(o.basket_value) OVER past AS mean_before,
       date_diff('day', lag(o.ordered_at) OVER by_time, o.ordered_at) AS days_since
FROM orders AS o
WINDOW by_time AS (PARTITION BY o.customer_id ORDER BY o.ordered_at, o.order_id),
       past AS (PARTITION BY o.customer_id ORDER BY o.ordered_at, o.order_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
ORDER BY o.ordered_at
