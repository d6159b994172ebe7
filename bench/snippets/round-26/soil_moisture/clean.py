import sys

import pandas as pd


def main(src, dst):
    plots = pd.read_csv(src).drop_duplicates("plot_id")
    plots = plots[plots["moisture_pct"].between(0, 60)]
    plots.to_parquet(dst, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
