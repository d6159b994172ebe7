"""What the clinic knew about a patient at the moment of the booking."""
import pandas as pd


def past_record(appointments: pd.DataFrame) -> pd.DataFrame:
    """Running totals per patient, dated by the moment the appointment was closed."""
    closed = appointments.sort_values("closed_at")
    g = closed.groupby("patient_id")
    return pd.DataFrame(
        {
            "patient_id": closed["patient_id"],
            "closed_at": closed["closed_at"],
            "visits_before": g.cumcount() + 1,
            "missed_before": g["missed"].cumsum(),
            "last_missed": closed["missed"],
        }
    )


def attach(appointments: pd.DataFrame) -> pd.DataFrame:
    out = pd.merge_asof(
        appointments.sort_values("booked_at"),
        past_record(appointments).rename(columns={"closed_at": "known_at"}),
        left_on="booked_at",
        right_on="known_at",
        by="patient_id",
        direction="backward",
        allow_exact_matches=False,
    )
    return out.drop(columns="known_at")
