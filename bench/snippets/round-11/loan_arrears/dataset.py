from sources import account_history, applications, bureau_reports

ACCOUNT = ["balance", "credit_limit", "days_past_due", "cash_advances"]
BUREAU = ["bureau_score", "open_trades", "worst_status"]


def state(history, columns):
    return history.groupby("customer_id")[columns].last().reset_index()


def application_rows(folder):
    rows = applications(folder)
    rows = rows.merge(state(account_history(folder), ACCOUNT), on="customer_id", how="left")
    rows = rows.merge(state(bureau_reports(folder), BUREAU), on="customer_id", how="left")
    rows["load"] = rows["balance"] / rows["credit_limit"].clip(lower=1)
    inputs = ACCOUNT + BUREAU + ["load", "amount", "term_months", "declared_income"]
    return rows.sort_values("applied_at"), inputs
