-- one row per order; the model predicts basket_eur when the customer opens the shop
SELECT
    o.order_id,
    o.customer_id,
    o.opened_at,
    o.device,
    EXTRACT(hour FROM o.opened_at) AS open_hour,
    o.basket_eur,
    LAG(o.basket_eur) OVER w AS previous_basket,
    COUNT(*) OVER (w ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS orders_before,
    AVG(o.basket_eur) OVER (
        PARTITION BY o.customer_id
        ORDER BY o.opened_at
        ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING
    ) AS usual_basket
FROM orders AS o
WINDOW w AS (PARTITION BY o.customer_id ORDER BY o.opened_at)
