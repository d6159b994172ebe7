NUMERIC = ["amount", "terms_days", "issue_month"]
CATEGORY = ["sector", "country", "currency"]
