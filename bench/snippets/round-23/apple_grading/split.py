import pandas as pd
from sklearn.model_selection import train_test_split

apples = pd.read_csv("data/apples.csv").drop_duplicates("apple_id")
rest, test = train_test_split(apples, test_size=0.2, stratify=apples["grade"], random_state=60)
train, valid = train_test_split(rest, test_size=0.2, stratify=rest["grade"], random_state=60)
for name, part in {"train": train, "valid": valid, "test": test}.items():
    part.to_parquet(f"work/{name}.parquet", index=False)
