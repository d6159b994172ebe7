"""Column lists shared by training and serving."""
NUMERIC = ["income", "debt_ratio", "loan_amount", "employment_months", "n_open_lines"]
TARGET = "defaulted"
