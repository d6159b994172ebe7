import pandas as pd

KEEP = [
    "field_id", "soil_ph", "soil_n", "soil_p", "soil_k", "organic_matter",
    "slope", "elevation", "rain_mm", "gdd", "seeding_rate", "yield_t_ha",
]

fields = pd.read_csv("data/fields.csv")
fields = fields.drop_duplicates("field_id")[KEEP]
fields = fields[fields["yield_t_ha"].between(0.5, 16)]
fields.to_parquet("work/clean.parquet", index=False)
