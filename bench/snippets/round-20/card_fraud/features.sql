create or replace table txn_features as
select
    t.txn_id,
    t.ts,
    t.amount,
    t.amount / nullif(avg(t.amount) over past, 0) as amount_ratio,
    count(*) over past as n_before,
    coalesce(l.credit_limit, 0) as credit_limit,
    t.is_fraud
from transactions t
left join limit_history l
    on l.card_id = t.card_id
   and l.valid_from <= t.ts
   and t.ts < l.valid_to
window past as (
    partition by t.card_id
    order by t.ts, t.txn_id
    rows between unbounded preceding and 1 preceding
);
