"""First claims with their section (A..H of the IPC); one claim per patent family."""
from datasets import DatasetDict, load_dataset

SECTIONS = list("ABCDEFGH")


def parts(path, seed=1790):
    claims = load_dataset("json", data_files=path, split="train")
    seen = set()

    def fresh(row):
        new = row["family_id"] not in seen
        seen.add(row["family_id"])
        return new

    claims = claims.filter(fresh, load_from_cache_file=False)
    claims = claims.map(
        lambda row: {"text": row["claim"].strip(), "label": SECTIONS.index(row["ipc"][0])},
        remove_columns=claims.column_names,
    )
    outer = claims.train_test_split(test_size=0.15, seed=seed)
    inner = outer["train"].train_test_split(test_size=0.15, seed=seed)
    return DatasetDict(fit=inner["train"], val=inner["test"], test=outer["test"])
