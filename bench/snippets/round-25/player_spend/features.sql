-- one row per player and active day
WITH daily AS (
    SELECT
        player_id,
        CAST(event_ts AS DATE)            AS day,
        COUNT(*) FILTER (WHERE kind = 'session_start')      AS sessions,
        SUM(duration_s) / 60.0            AS minutes,
        COALESCE(SUM(amount_usd), 0)      AS spend,
        MAX(level)                        AS level
    FROM events
    GROUP BY 1, 2
),
windowed AS (
    SELECT
        player_id,
        day,
        level,
        sessions,
        minutes,
        spend,
        AVG(minutes) OVER w7              AS minutes_7d,
        SUM(spend)   OVER w7              AS spend_7d,
        AVG(spend)   OVER (PARTITION BY player_id) AS spend_typical,
        ROW_NUMBER() OVER (PARTITION BY player_id ORDER BY day) AS active_days,
        LEAD(spend)  OVER (PARTITION BY player_id ORDER BY day) AS next_spend
    FROM daily
    WINDOW w7 AS (PARTITION BY player_id ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW)
)
SELECT
    player_id, day, level, sessions, minutes, spend, minutes_7d, spend_7d,
    spend_typical, active_days,
    CASE WHEN next_spend > 0 THEN 1 ELSE 0 END AS pays_next
FROM windowed
WHERE next_spend IS NOT NULL
ORDER BY day, player_id
