WITH rider AS (
    SELECT
        rider_id,
        AVG(CASE WHEN cancelled THEN 1.0 ELSE 0.0 END) AS rider_cancel_rate,
        COUNT(*) AS rider_bookings
    FROM bookings
    GROUP BY rider_id
),
driver AS (
    SELECT
        driver_id,
        AVG(CASE WHEN cancelled THEN 1.0 ELSE 0.0 END) AS driver_cancel_rate
    FROM bookings
    GROUP BY driver_id
)
SELECT
    b.booking_id,
    b.requested_at,
    b.quoted_fare,
    b.pickup_eta_min,
    b.surge,
    EXTRACT(hour FROM b.requested_at) AS hour,
    r.rider_cancel_rate,
    r.rider_bookings,
    d.driver_cancel_rate,
    CAST(b.cancelled AS INTEGER) AS cancelled
FROM bookings b
LEFT JOIN rider r ON r.rider_id = b.rider_id
LEFT JOIN driver d ON d.driver_id = b.driver_id
ORDER BY b.requested_at
