WITH loans_ordered AS (
    SELECT loan_id,
           reader_id,
           lent_on,
           due_on,
           pages,
           shelf,
           CAST(returned_on IS NULL OR returned_on > due_on AS INTEGER) AS overdue
    FROM loans
    WHERE due_on < DATE '2024-05-01'
)
SELECT l.loan_id,
       l.lent_on,
       l.due_on,
       l.pages,
       l.shelf,
       COUNT(*) OVER reader_past                                   AS earlier_loans,
       AVG(l.pages) OVER reader_past                               AS earlier_pages,
       date_diff('day', LAG(l.lent_on) OVER reader_line, l.lent_on) AS days_since_loan,
       (
           SELECT AVG(p.overdue)
           FROM loans_ordered AS p
           WHERE p.reader_id = l.reader_id
             AND p.due_on < l.lent_on
       )                                                           AS earlier_overdue_rate,
       l.overdue
FROM loans_ordered AS l
WINDOW reader_line AS (PARTITION BY l.reader_id ORDER BY l.lent_on, l.loan_id),
       reader_past AS (
           PARTITION BY l.reader_id
           ORDER BY l.lent_on, l.loan_id
           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
       )
ORDER BY l.lent_on, l.loan_id
