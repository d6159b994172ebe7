import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC


def main():
    learn, judge = pd.read_csv("data/learn.csv"), pd.read_csv("data/judge.csv")
    model = make_pipeline(HashingVectorizer(n_features=2**18), TfidfTransformer(), LinearSVC(C=0.5))
    model.fit(learn["text"], learn["intent"])
    print("macro F1", f1_score(judge["intent"], model.predict(judge["text"]), average="macro"))


if __name__ == "__main__":
    main()
