"""Training table for lead scoring: one row per lead, scored the moment it is created."""
import pandas as pd


def company_profile(path="exports/company_history.parquet"):
    """The profile table keeps a row for every change of a company record."""
    history = pd.read_parquet(path)
    history = history.sort_values(["company_id", "valid_from"])
    return history.groupby("company_id").tail(1)[
        ["company_id", "employees", "crm_stage", "open_quotes", "last_contact_type"]
    ]


def main():
    leads = pd.read_parquet("exports/leads.parquet")
    leads["created_at"] = pd.to_datetime(leads["created_at"])
    table = leads.merge(company_profile(), on="company_id", how="left")
    table = table[
        ["lead_id", "created_at", "source", "employees", "crm_stage",
         "open_quotes", "last_contact_type", "converted_60d"]
    ]
    table.to_parquet("work/lead_table.parquet", index=False)


if __name__ == "__main__":
    main()
