-- One row per account and snapshot day.
WITH logins AS (
    SELECT s.account_id,
           s.snapshot_day,
           COUNT(*)                    AS logins_90d,
           COUNT(DISTINCT e.user_id)   AS users_90d
    FROM snapshots s
    JOIN login_events e
      ON e.account_id = s.account_id
     AND e.logged_at <  s.snapshot_day
     AND e.logged_at >= s.snapshot_day - INTERVAL 90 DAY
    GROUP BY s.account_id, s.snapshot_day
),
tickets AS (
    SELECT s.account_id,
           s.snapshot_day,
           COUNT(*)                                   AS tickets,
           COUNT(*) FILTER (WHERE t.severity = 'P1')  AS tickets_p1,
           AVG(t.satisfaction)                        AS satisfaction
    FROM snapshots s
    JOIN support_tickets t
      ON t.account_id = s.account_id
    GROUP BY s.account_id, s.snapshot_day
)
SELECT s.account_id,
       s.snapshot_day,
       s.seats,
       s.plan_price,
       COALESCE(l.logins_90d, 0)  AS logins_90d,
       COALESCE(l.users_90d, 0)   AS users_90d,
       COALESCE(t.tickets, 0)     AS tickets,
       COALESCE(t.tickets_p1, 0)  AS tickets_p1,
       t.satisfaction,
       s.renewed
FROM snapshots s
LEFT JOIN logins  l USING (account_id, snapshot_day)
LEFT JOIN tickets t USING (account_id, snapshot_day)
ORDER BY s.snapshot_day
