import pandas as pd
from sklearn.model_selection import train_test_split

CONTRACTIONS = {"can't": "can not", "won't": "will not", "n't": " not"}


def paraphrase(text):
    out = text
    for a, b in CONTRACTIONS.items():
        out = out.replace(a, b)
    return [out, "please " + out]


def main():
    msgs = pd.read_csv("data/messages.csv")
    msgs["text"] = msgs["text"].str.lower().str.replace(r"\s+", " ", regex=True).str.strip()
    msgs = msgs.drop_duplicates("text")
    learn, judge = train_test_split(msgs, test_size=0.2, stratify=msgs["intent"], random_state=3)
    extra = learn.assign(text=learn["text"].map(paraphrase)).explode("text")
    taken = set(judge["text"])
    learn = pd.concat([learn, extra]).drop_duplicates("text")
    learn = learn[~learn["text"].isin(taken)]
    learn.to_csv("data/learn.csv", index=False)
    judge.to_csv("data/judge.csv", index=False)


if __name__ == "__main__":
    main()
