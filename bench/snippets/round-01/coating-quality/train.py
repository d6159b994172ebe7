import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import matthews_corrcoef
from sklearn.model_selection import train_test_split

from settings import FEATURES, LABEL, PREPARED


def run():
    panels = pd.read_parquet(PREPARED)
    train, test = train_test_split(panels, test_size=0.2, random_state=1, stratify=panels[LABEL])
    model = RandomForestClassifier(n_estimators=250, random_state=1)
    model.fit(train[FEATURES], train[LABEL])
    print("MCC", matthews_corrcoef(test[LABEL], model.predict(test[FEATURES])))


if __name__ == "__main__":
    run()
