CREATE OR REPLACE TABLE application_features AS
SELECT application_id,
       applied_at,
       amount,
       term_months,
       income,
       late_instalments,
       defaulted
FROM (
    SELECT a.application_id, a.applied_at, a.amount, a.term_months, a.income, a.defaulted,
           sum(a.late_count) OVER (
               PARTITION BY a.customer_id
               ORDER BY a.applied_at
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
           ) AS late_instalments
    FROM applications AS a
);
