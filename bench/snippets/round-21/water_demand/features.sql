-- forecast of a district's consumption, made after midnight for the day that begins
CREATE OR REPLACE VIEW demand_features AS
SELECT district,
       day,
       consumption_m3,
       LAG(consumption_m3, 1) OVER w AS m3_1d,
       LAG(consumption_m3, 7) OVER w AS m3_7d,
       AVG(consumption_m3) OVER (
           PARTITION BY district ORDER BY day
           ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING
       ) AS m3_28d,
       MAX(consumption_m3) OVER (
           PARTITION BY district ORDER BY day
           ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING
       ) AS m3_peak,
       EXTRACT(dow FROM day) IN (0, 6) AS weekend,
       EXTRACT(month FROM day) AS month
FROM district_days
WINDOW w AS (PARTITION BY district ORDER BY day);
