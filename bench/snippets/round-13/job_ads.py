"""Seniority of job advertisements from the text and the offered pay."""
import argparse

import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import Normalizer

PAY_EDGES = [0, 25_000, 35_000, 50_000, 70_000, 100_000, float("inf")]


def load_ads(path):
    ads = pd.read_json(path, lines=True)
    ads = ads.dropna(subset=["body", "seniority"])
    ads["body_key"] = ads["body"].str.lower().str.replace(r"\W+", " ", regex=True).str.strip()
    return ads.drop_duplicates("body_key").reset_index(drop=True)


def pay_columns(ads):
    band = pd.cut(ads["annual_pay"], bins=PAY_EDGES, labels=False, right=False)
    columns = {f"pay_{i}": (band == i).astype(float) for i in range(len(PAY_EDGES) - 1)}
    columns["pay_missing"] = band.isna().astype(float)
    return csr_matrix(pd.DataFrame(columns).to_numpy())


def vectorise(ads):
    words = HashingVectorizer(
        n_features=2**18, ngram_range=(1, 2), alternate_sign=False, norm=None
    ).fit_transform(ads["body"])
    words = Normalizer(norm="l2").fit_transform(words)
    return hstack([words, pay_columns(ads)], format="csr")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ads", default="data/job_ads.jsonl")
    parser.add_argument("--seed", type=int, default=12)
    args = parser.parse_args()

    ads = load_ads(args.ads)
    x, y = vectorise(ads), ads["seniority"].to_numpy()
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=0.2, stratify=y, random_state=args.seed
    )
    search = GridSearchCV(
        SGDClassifier(loss="log_loss", random_state=args.seed),
        {"alpha": [1e-6, 1e-5, 1e-4]},
        scoring="f1_macro",
        cv=4,
    )
    search.fit(x_train, y_train)
    print("alpha", search.best_params_["alpha"])
    print(classification_report(y_test, search.predict(x_test)))


if __name__ == "__main__":
    main()
