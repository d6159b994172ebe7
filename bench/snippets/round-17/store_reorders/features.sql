SELECT
    store_id,
    sku,
    sale_date,
    units,
    on_promo,
    AVG(units) OVER (
        PARTITION BY store_id, sku
        ORDER BY sale_date
        ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING
    ) AS demand_level,
    MAX(units) OVER (
        PARTITION BY store_id, sku
        ORDER BY sale_date
        ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING
    ) AS peak_28d
FROM daily_sales
