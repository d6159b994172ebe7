import pandas as pd
from sklearn.model_selection import train_test_split

batches = pd.read_csv("data/batches.csv").drop_duplicates("batch_id")
train, test = train_test_split(batches, test_size=0.2, random_state=28, stratify=batches["cracked"])
train.to_csv("data/train.csv", index=False)
test.to_csv("data/test.csv", index=False)
