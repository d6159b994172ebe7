create or replace table stop_features as
select
    s.stop_id,
    s.planned_at,
    s.parcel_count,
    s.distance_km,
    avg(s.delay_min) over (
        partition by s.driver_id
        order by s.planned_at
        rows between 20 preceding and 5 following
    ) as driver_delay,
    count(*) over (
        partition by s.depot_id, cast(s.planned_at as date)
    ) as depot_load,
    s.delay_min
from stops s
where s.delay_min is not null
order by s.planned_at;
