-- one row per user; everything is measured in the first three days of the trial
WITH base AS (
  SELECT
    user_id,
    trial_started_at,
    TIMESTAMP_ADD(trial_started_at, INTERVAL 3 DAY) AS as_of,
    country,
    plan
  FROM `app.trials`
  WHERE trial_started_at BETWEEN TIMESTAMP('2023-01-01') AND TIMESTAMP('2023-06-30')
),
acts AS (
  SELECT
    b.user_id,
    COUNT(*)                          AS n_events,
    COUNT(DISTINCT e.feature_name)    AS n_features,
    COUNTIF(e.event_name = 'invite')  AS n_invites,
    MAX(e.session_no)                 AS n_sessions
  FROM base b
  JOIN `app.events` e
    ON  e.user_id = b.user_id
    AND e.event_ts >= b.trial_started_at
    AND e.event_ts <= b.as_of
  GROUP BY b.user_id
)
SELECT
  b.user_id,
  b.country,
  b.plan,
  COALESCE(a.n_events, 0)   AS n_events,
  COALESCE(a.n_features, 0) AS n_features,
  COALESCE(a.n_invites, 0)  AS n_invites,
  COALESCE(a.n_sessions, 0) AS n_sessions,
  IF(MOD(ABS(FARM_FINGERPRINT(b.user_id)), 10) < 8, 'train', 'test') AS part,
  IF(s.first_paid_at > b.as_of AND s.first_paid_at <= TIMESTAMP_ADD(b.as_of, INTERVAL 27 DAY), 1, 0) AS label
FROM base b
LEFT JOIN acts a USING (user_id)
LEFT JOIN `app.subscriptions` s USING (user_id)
WHERE s.first_paid_at IS NULL OR s.first_paid_at > b.as_of
