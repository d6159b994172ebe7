"""Checks features before a model learns from them."""

import pandas as pd
import pandera.pandas as pa

schema = pa.DataFrameSchema({"pages": pa.Column(int, pa.Check.ge(0)), "refund": pa.Column(float, nullable=True)})


def plausible(rows):
    """Whether there are enough customers, each once."""
    if rows["customer"].duplicated().any():
        return False
    return len(rows) > 1_000


def main():
    """Checks the last night."""
    rows = pd.read_parquet("features/latest.parquet")
    schema.validate(rows)
    assert rows["pages"].notna().all()


if __name__ == "__main__":
    main()
