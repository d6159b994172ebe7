-- one row per member and week; the flag says whether the member comes in that week
WITH weekly AS (
    SELECT member_id, week_start, n_visits, minutes, class_bookings
    FROM member_weeks
)
SELECT
    w.member_id,
    w.week_start,
    m.age_at_join,
    m.distance_km,
    LAG(w.n_visits, 1) OVER per_member AS visits_1,
    LAG(w.n_visits, 2) OVER per_member AS visits_2,
    LAG(w.minutes, 1) OVER per_member AS minutes_1,
    AVG(w.n_visits) OVER (
        PARTITION BY w.member_id ORDER BY w.week_start
        ROWS BETWEEN 8 PRECEDING AND 1 PRECEDING
    ) AS visits_8w,
    SUM(w.class_bookings) OVER (
        PARTITION BY w.member_id ORDER BY w.week_start
        ROWS BETWEEN 4 PRECEDING AND 1 PRECEDING
    ) AS bookings_4w,
    DATE_DIFF('day', m.joined_on, w.week_start) AS days_member,
    CASE WHEN w.n_visits > 0 THEN 1 ELSE 0 END AS comes
FROM weekly w
JOIN members m ON m.member_id = w.member_id
WHERE m.joined_on < w.week_start
WINDOW per_member AS (PARTITION BY w.member_id ORDER BY w.week_start)
