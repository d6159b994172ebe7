CREATE OR REPLACE TABLE request_features AS
SELECT
    r.request_id,
    r.requested_at,
    r.quoted_fare,
    r.eta_minutes,
    r.surge,
    hour(r.requested_at)                     AS hour,
    dayofweek(r.requested_at)                AS weekday,
    d.rating                                 AS driver_rating,
    d.vehicle_class,
    count(*) OVER rider_past                 AS rider_requests,
    avg(r.cancelled::INT) OVER rider_past    AS rider_cancel_rate,
    avg(r.eta_minutes) OVER rider_past       AS rider_usual_eta,
    r.cancelled::INT                         AS cancelled
FROM requests AS r
JOIN driver_versions AS d
  ON d.driver_id = r.offered_driver_id
 AND d.valid_from <= r.requested_at
 AND r.requested_at < coalesce(d.valid_to, TIMESTAMP '9999-12-31')
WINDOW rider_past AS (
    PARTITION BY r.rider_id
    ORDER BY r.requested_at, r.request_id
    ROWS BETWEEN 20 PRECEDING AND 1 PRECEDING
);
