"""Reviews without repeated texts, divided once."""
import pandas as pd
from datasets import ClassLabel, Dataset, DatasetDict

MARKS = ClassLabel(names=["1", "2", "3", "4", "5"])


def load(path="reviews.parquet", seed=41) -> DatasetDict:
    frame = pd.read_parquet(path, columns=["text", "stars"])
    key = frame["text"].str.lower().str.replace(r"\W+", " ", regex=True).str.strip()
    frame = frame[~key.duplicated() & key.ne("")]
    frame = pd.DataFrame({"text": frame["text"], "label": frame["stars"].astype(int) - 1})
    whole = Dataset.from_pandas(frame, preserve_index=False).cast_column("label", MARKS)
    outer = whole.train_test_split(test_size=0.2, seed=seed, stratify_by_column="label")
    inner = outer["train"].train_test_split(test_size=0.1, seed=seed, stratify_by_column="label")
    return DatasetDict(train=inner["train"], validation=inner["test"], test=outer["test"])
