import sys
from pathlib import Path

import pandas as pd
from sklearn.model_selection import GroupShuffleSplit


def main(raw, folder):
    mixtures = pd.read_csv(raw)
    ingredients = [c for c in mixtures.columns if c not in ("age_days", "strength_mpa")]
    batch = mixtures.groupby(ingredients, dropna=False).ngroup()
    a, b = next(GroupShuffleSplit(1, test_size=0.2, random_state=15).split(mixtures, groups=batch))
    Path(folder).mkdir(exist_ok=True)
    mixtures.iloc[a].to_csv(Path(folder) / "mix.train.csv", index=False)
    mixtures.iloc[b].to_csv(Path(folder) / "mix.test.csv", index=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
