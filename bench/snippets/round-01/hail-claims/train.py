import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from sampling import upsample

LABEL = "total_loss"
SEED = 12


def main():
    claims = pd.read_csv("hail_claims.csv").drop_duplicates("claim_no").drop(columns="claim_no")
    train, test = train_test_split(claims, test_size=0.2, stratify=claims[LABEL], random_state=SEED)
    train = upsample(train, LABEL, SEED)

    clf = make_pipeline(StandardScaler(), LogisticRegression())
    clf.fit(train.drop(columns=LABEL), train[LABEL])
    print(classification_report(test[LABEL], clf.predict(test.drop(columns=LABEL))))


if __name__ == "__main__":
    main()
