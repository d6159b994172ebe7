import numpy as np
import pandas as pd


def main():
    fields = pd.read_csv("data/fields.csv")
    farms = np.sort(fields["farm_id"].unique())
    shuffled = np.random.default_rng(6).permutation(farms)
    held = set(shuffled[: len(farms) // 5])
    fields["part"] = np.where(fields["farm_id"].isin(held), "held", "fit")
    fields.to_csv("work/fields.csv", index=False)


if __name__ == "__main__":
    main()
