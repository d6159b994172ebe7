import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score


def main():
    table = pd.read_parquet("work/features.parquet")
    fit, held = table[table["part"] == "fit"], table[table["part"] == "held"]
    cols = [c for c in table.columns if c.startswith("pc_")]
    model = LinearRegression().fit(fit[cols], fit["yield_t"])
    print("R2 on other farms", r2_score(held["yield_t"], model.predict(held[cols])))


if __name__ == "__main__":
    main()
