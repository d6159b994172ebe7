"""Stage 1: plots -> two tables, whole forest stands kept together."""
import pandas as pd
from sklearn.model_selection import GroupShuffleSplit

plots = pd.read_csv("data/plots.csv").drop_duplicates("plot_id")
splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=6)
fit_idx, out_idx = next(splitter.split(plots, groups=plots["stand"]))
plots.iloc[fit_idx].to_parquet("build/plots_fit.parquet")
plots.iloc[out_idx].to_parquet("build/plots_out.parquet")
