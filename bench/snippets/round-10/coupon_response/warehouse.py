from google.cloud import bigquery

QUERY = """
WITH history AS (
  SELECT
    o.shopper_id,
    COUNT(*)                    AS n_orders,
    AVG(o.basket_eur)           AS basket_avg,
    COUNTIF(o.used_coupon)      AS coupons_used,
    MAX(o.ordered_at)           AS last_order
  FROM `{project}.shop.orders` AS o
  GROUP BY o.shopper_id
)
SELECT
  s.send_id,
  s.sent_at,
  s.coupon_value,
  sh.home_region,
  h.n_orders,
  h.basket_avg,
  h.coupons_used,
  TIMESTAMP_DIFF(h.last_order, s.sent_at, DAY) AS recency,
  s.redeemed
FROM `{project}.crm.coupon_sends` AS s
JOIN `{project}.shop.shoppers` AS sh USING (shopper_id)
LEFT JOIN history AS h USING (shopper_id)
WHERE s.sent_at BETWEEN @lo AND @hi
"""


def sends(project, lo, hi):
    cfg = bigquery.QueryJobConfig(
        query_parameters=[
            bigquery.ScalarQueryParameter("lo", "TIMESTAMP", lo),
            bigquery.ScalarQueryParameter("hi", "TIMESTAMP", hi),
        ]
    )
    client = bigquery.Client(project=project)
    return client.query(QUERY.format(project=project), job_config=cfg).to_dataframe()
