import pandas as pd
from sklearn.model_selection import train_test_split

SEED = 2


def main():
    articles = pd.read_parquet("data/clean.parquet")
    rest, final = train_test_split(articles, test_size=0.15, stratify=articles["topic"], random_state=SEED)
    fit, tune = train_test_split(rest, test_size=0.15, stratify=rest["topic"], random_state=SEED)
    for name, part in {"fit": fit, "tune": tune, "final": final}.items():
        part.to_parquet(f"data/{name}.parquet", index=False)


if __name__ == "__main__":
    main()
