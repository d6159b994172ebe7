NUMERIC = ["moisture", "hectolitre_kg", "falling_number", "impurities_pct", "kernel_mm"]
NOMINAL = ["variety", "harvest_region", "dryer_type"]
TARGET = "grade"
