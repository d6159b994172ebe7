import sys

import pandas as pd
import yaml
from sklearn.model_selection import GroupShuffleSplit


def main(src, train_csv, test_csv):
    cfg = yaml.safe_load(open("params.yaml"))["split"]
    boards = pd.read_csv(src).drop_duplicates("board_id")
    cut = GroupShuffleSplit(n_splits=1, test_size=cfg["test_share"], random_state=cfg["seed"])
    a, b = next(cut.split(boards, groups=boards["log_id"]))
    boards.iloc[a].to_csv(train_csv, index=False)
    boards.iloc[b].to_csv(test_csv, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:4])
