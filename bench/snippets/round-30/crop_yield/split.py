import pandas as pd
from sklearn.model_selection import train_test_split

if __name__ == "__main__":
    fields = pd.read_csv("raw/fields.csv").drop_duplicates("field_id")
    fields = fields[fields["t_per_ha"].notna()]
    train, test = train_test_split(fields, test_size=0.2, random_state=9)
    train.to_csv("work/train.csv", index=False)
    test.to_csv("work/test.csv", index=False)
