-- one row per subscriber and monthly snapshot
WITH plays AS (
    SELECT
        s.subscriber_id,
        s.snapshot_date,
        COUNT(*)                       AS n_plays,
        SUM(p.seconds) / 3600.0        AS hours_played,
        COUNT(DISTINCT p.artist_id)    AS n_artists
    FROM snapshots s
    JOIN play_events p
      ON p.subscriber_id = s.subscriber_id
     AND p.played_at >= s.snapshot_date - INTERVAL 60 DAY
    GROUP BY 1, 2
)
SELECT
    s.subscriber_id,
    s.snapshot_date,
    s.tenure_days,
    s.plan,
    COALESCE(plays.n_plays, 0)      AS n_plays,
    COALESCE(plays.hours_played, 0) AS hours_played,
    COALESCE(plays.n_artists, 0)    AS n_artists,
    s.cancelled_next_30d
FROM snapshots s
LEFT JOIN plays USING (subscriber_id, snapshot_date)
