import pandas as pd


def upsample(frame: pd.DataFrame, label: str, seed: int) -> pd.DataFrame:
    """Repeat the smaller class until both classes have the same size."""
    counts = frame[label].value_counts()
    big, small = counts.idxmax(), counts.idxmin()
    extra = frame[frame[label] == small].sample(
        counts[big] - counts[small], replace=True, random_state=seed
    )
    return pd.concat([frame, extra]).sample(frac=1, random_state=seed)
