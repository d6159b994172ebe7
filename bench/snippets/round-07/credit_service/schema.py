NUMERIC = ["income", "debt_ratio", "age", "months_at_address"]
CATEGORICAL = ["residence", "contract"]
TARGET = "bad_12m"
