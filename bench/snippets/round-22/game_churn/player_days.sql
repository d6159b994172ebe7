CREATE OR REPLACE TABLE player_table AS
WITH days AS (
    SELECT
        player_id,
        CAST(started_at AS DATE) AS day,
        COUNT(*) AS sessions,
        SUM(minutes) AS minutes,
        SUM(spend) AS spend
    FROM sessions
    GROUP BY player_id, CAST(started_at AS DATE)
),
described AS (
    SELECT
        player_id,
        day,
        AVG(minutes) OVER recent AS minutes_recent,
        AVG(sessions) OVER recent AS sessions_recent,
        SUM(spend) OVER before AS spend_before,
        COUNT(*) OVER before AS days_before,
        day - LAG(day) OVER per_player AS pause_before,
        LEAD(day) OVER per_player AS day_next
    FROM days
    WINDOW
        per_player AS (PARTITION BY player_id ORDER BY day),
        recent AS (PARTITION BY player_id ORDER BY day ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING),
        before AS (PARTITION BY player_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT
    player_id,
    day,
    minutes_recent,
    sessions_recent,
    COALESCE(spend_before, 0) AS spend_before,
    days_before,
    pause_before,
    CASE WHEN day_next IS NULL OR day_next - day > 14 THEN 1 ELSE 0 END AS quits
FROM described
WHERE day <= (SELECT MAX(day) FROM days) - 14
  AND days_before >= 3;
