RAW = "data/raw/panels.csv"
PREPARED = "data/prepared/panels.parquet"
FEATURES = ["viscosity", "line_speed", "oven_temp", "humidity", "thickness_um"]
LABEL = "defect"
