WITH shift AS (
    SELECT
        courier_id,
        shift_date,
        city,
        COUNT(*)                                   AS drops,
        AVG(CASE WHEN late THEN 1.0 ELSE 0.0 END)  AS late_share,
        SUM(distance_km)                           AS km
    FROM deliveries
    GROUP BY courier_id, shift_date, city
),
past AS (
    SELECT
        s.*,
        AVG(late_share) OVER prev10  AS late_share_10,
        AVG(drops)      OVER prev10  AS drops_10,
        SUM(km)         OVER prev10  AS km_10,
        COUNT(*)        OVER (PARTITION BY courier_id ORDER BY shift_date
                              ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS shifts_before,
        LAG(shift_date) OVER (PARTITION BY courier_id ORDER BY shift_date) AS last_shift,
        LEAD(shift_date) OVER (PARTITION BY courier_id ORDER BY shift_date) AS next_shift
    FROM shift AS s
    WINDOW prev10 AS (PARTITION BY courier_id ORDER BY shift_date
                      ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING)
)
SELECT
    courier_id, shift_date, city, drops, late_share, km,
    late_share_10, drops_10, km_10, shifts_before,
    date_diff('day', last_shift, shift_date) AS days_off,
    CASE WHEN next_shift IS NULL OR date_diff('day', shift_date, next_shift) > 28
         THEN 1 ELSE 0 END AS quits
FROM past
WHERE shift_date <= (SELECT MAX(shift_date) FROM deliveries) - INTERVAL 28 DAY
ORDER BY shift_date, courier_id
