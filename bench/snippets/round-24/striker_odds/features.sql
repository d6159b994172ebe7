WITH appearances AS (
    SELECT
        a.player_id,
        a.match_id,
        m.kickoff,
        m.season,
        a.minutes,
        a.shots,
        a.goals,
        CASE WHEN a.team_id = m.home_team THEN 1 ELSE 0 END AS at_home,
        o.goals_conceded_prev5 AS rival_conceded
    FROM read_parquet('data/appearances.parquet') AS a
    JOIN read_parquet('data/matches.parquet') AS m USING (match_id)
    JOIN read_parquet('data/opponent_form.parquet') AS o
      ON o.match_id = a.match_id AND o.team_id <> a.team_id
    WHERE a.started
)
SELECT
    player_id,
    kickoff,
    season,
    at_home,
    rival_conceded,
    AVG(minutes) OVER (
        PARTITION BY player_id ORDER BY kickoff
        ROWS BETWEEN 5 PRECEDING AND 1 PRECEDING
    ) AS minutes_form,
    AVG(shots) OVER (
        PARTITION BY player_id ORDER BY kickoff
        ROWS BETWEEN 5 PRECEDING AND 1 PRECEDING
    ) AS shots_form,
    AVG(goals) OVER (PARTITION BY player_id, season) AS season_rate,
    CASE WHEN goals > 0 THEN 1 ELSE 0 END AS scored
FROM appearances
ORDER BY kickoff
