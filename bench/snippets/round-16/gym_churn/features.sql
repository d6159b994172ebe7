WITH weekly AS (
    SELECT m.member_id,
           w.week_start,
           COUNT(v.visit_id)                        AS visits,
           COALESCE(SUM(v.minutes), 0)              AS minutes
    FROM members m
    JOIN weeks w
      ON w.week_start >= m.joined_on
     AND (m.cancelled_on IS NULL OR w.week_start < m.cancelled_on)
    LEFT JOIN visits v
      ON v.member_id = m.member_id
     AND v.entered_at >= w.week_start
     AND v.entered_at <  w.week_start + INTERVAL 7 DAY
    GROUP BY m.member_id, w.week_start
),
paid AS (
    SELECT w.member_id, w.week_start,
           COUNT(p.payment_id) FILTER (WHERE p.status = 'failed') AS failed_payments
    FROM weekly w
    LEFT JOIN payments p
      ON p.member_id = w.member_id
     AND p.booked_at < w.week_start
    GROUP BY w.member_id, w.week_start
),
history AS (
    SELECT member_id, week_start,
           LAG(visits) OVER member                  AS visits_last_week,
           AVG(visits)  OVER (member ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING)  AS visits_4w,
           AVG(visits)  OVER (member ROWS BETWEEN 12 PRECEDING AND 1 PRECEDING) AS visits_12w,
           AVG(minutes) OVER (member ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING)  AS minutes_4w
    FROM weekly
    WINDOW member AS (PARTITION BY member_id ORDER BY week_start)
)
SELECT h.*, p.failed_payments,
       CAST(date_diff('week', m.joined_on, h.week_start) AS INTEGER) AS tenure_weeks,
       CASE WHEN m.cancelled_on >= h.week_start
             AND m.cancelled_on <  h.week_start + INTERVAL 28 DAY THEN 1 ELSE 0 END AS cancels
FROM history h
JOIN paid p    USING (member_id, week_start)
JOIN members m USING (member_id)
WHERE h.week_start IN (SELECT CAST(unnest($weeks) AS DATE))
  AND h.visits_12w IS NOT NULL
