import pandas as pd
from imblearn.over_sampling import SMOTE

COLUMNS = ["amount", "hour", "merchant_risk", "distance_km", "n_declines"]


def main():
    table = pd.read_csv("data/cards.csv")
    X, y = SMOTE(k_neighbors=5, random_state=1).fit_resample(table[COLUMNS], table["fraud"])
    out = X.assign(fraud=y)
    out.to_parquet("data/cards_model.parquet", index=False)


if __name__ == "__main__":
    main()
