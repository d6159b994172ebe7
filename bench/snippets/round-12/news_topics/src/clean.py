"""Readable body text, one row per text (agency pieces are reprinted by many papers)."""
import pandas as pd


def main():
    articles = pd.read_json("data/articles.jsonl", lines=True)
    body = articles["body"].str.replace(r"<[^>]+>", " ", regex=True).str.replace(r"\s+", " ", regex=True)
    articles["body"] = body.str.strip().str.lower()
    articles["lead"] = articles["body"].str[:300]
    articles = articles[articles["body"].str.len() > 200].drop_duplicates("lead").drop_duplicates("body")
    articles[["body", "topic"]].to_parquet("data/clean.parquet", index=False)


if __name__ == "__main__":
    main()
