import nlpaug.augmenter.word as naw
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sentence_transformers import SentenceTransformer
from sklearn.model_selection import train_test_split

AUGMENTER = naw.SynonymAug(aug_src="wordnet", aug_p=0.15)


def paraphrases(row, n=2):
    yield row.text, row.intent
    for variant in AUGMENTER.augment(row.text, n=n):
        yield variant, row.intent


def widen(mails: pd.DataFrame) -> pd.DataFrame:
    pairs = [pair for row in mails.itertuples(index=False) for pair in paraphrases(row)]
    return pd.DataFrame(pairs, columns=["text", "intent"])


def main():
    mails = pd.read_csv("mails.csv").drop_duplicates("text")
    mails = widen(mails)
    print(f"{len(mails)} mails after augmentation")

    train, test = train_test_split(mails, test_size=0.2, random_state=0, stratify=mails["intent"])
    encoder = SentenceTransformer("paraphrase-MiniLM-L6-v2")
    clf = LogisticRegression(max_iter=1000)
    clf.fit(encoder.encode(train["text"].tolist()), train["intent"])
    print(classification_report(test["intent"], clf.predict(encoder.encode(test["text"].tolist()))))


if __name__ == "__main__":
    main()
