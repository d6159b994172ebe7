WITH label AS (
  SELECT u.user_id, u.signup_ts,
         SUM(CASE WHEN p.paid_ts BETWEEN u.signup_ts + INTERVAL '8 day'
                                     AND u.signup_ts + INTERVAL '90 day'
             THEN p.amount ELSE 0 END) AS ltv_90
  FROM app.users u
  LEFT JOIN app.payments p ON p.user_id = u.user_id
  GROUP BY 1, 2
),
activity AS (
  SELECT e.user_id,
         COUNT(*) AS n_events,
         COUNT(DISTINCT CAST(e.event_ts AS DATE)) AS active_days,
         SUM(CASE WHEN e.name = 'purchase_click' THEN 1 ELSE 0 END) AS purchase_clicks
  FROM app.events e
  GROUP BY 1
)
SELECT l.user_id, l.signup_ts, l.ltv_90, a.n_events, a.active_days, a.purchase_clicks
FROM label l
LEFT JOIN activity a ON a.user_id = l.user_id
