SELECT
  o.order_id,
  o.ordered_on,
  o.basket_value,
  COUNT(*) OVER hist AS n_prior,
  AVG(o.basket_value) OVER hist AS avg_prior,
  MAX(o.basket_value) OVER hist AS max_prior,
  DATE_PART('day', o.ordered_on - LAG(o.ordered_on) OVER (
    PARTITION BY o.customer_id ORDER BY o.ordered_on, o.order_id)) AS days_since
FROM shop.orders AS o
WHERE o.ordered_on < CURRENT_DATE
WINDOW hist AS (
  PARTITION BY o.customer_id
  ORDER BY o.ordered_on, o.order_id
  ROWS BETWEEN 20 PRECEDING AND 1 PRECEDING
)
