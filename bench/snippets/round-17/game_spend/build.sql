WITH activity AS (
    SELECT
        player_id,
        day,
        SUM(spend) OVER w7 AS spend_7d,
        SUM(sessions) OVER w7 AS sessions_7d,
        AVG(sessions) OVER w28 AS sessions_28d,
        SUM(spend) OVER (
            PARTITION BY player_id ORDER BY day
            RANGE BETWEEN CURRENT ROW AND INTERVAL 6 DAYS FOLLOWING
        ) AS next_week_spend
    FROM player_days
    WINDOW
        w7 AS (PARTITION BY player_id ORDER BY day ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING),
        w28 AS (PARTITION BY player_id ORDER BY day ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING)
)
SELECT a.*, p.tier, p.country_group
FROM activity a
JOIN player_profile p
  ON p.player_id = a.player_id
 AND p.valid_from < a.day
 AND a.day <= p.valid_to
WHERE a.day <= (SELECT MAX(day) FROM player_days) - INTERVAL 6 DAYS
