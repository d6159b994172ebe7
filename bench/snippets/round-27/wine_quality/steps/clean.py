import sys

import pandas as pd


def main(source, target):
    lab = pd.read_csv(source, sep=";")
    lab.columns = lab.columns.str.replace(" ", "_")
    lab = lab.drop_duplicates().query("residual_sugar < 60 and density < 1.05")
    lab.to_parquet(target, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
