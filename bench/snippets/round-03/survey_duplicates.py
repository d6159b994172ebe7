import logging

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

logging.basicConfig(level=logging.INFO, format="%(message)s")
log = logging.getLogger("survey")

ANSWERS = [f"item_{n}" for n in range(1, 13)] + ["age_group", "region_code"]
LABEL = "will_renew"


def unique_answers(part: pd.DataFrame, name: str) -> pd.DataFrame:
    out = part.drop_duplicates(subset=ANSWERS + [LABEL])
    log.info("%s: %d double submissions removed", name, len(part) - len(out))
    return out


def main(path: str = "survey_2022.csv") -> None:
    # the form was often sent twice, the portal kept both
    answers = pd.read_csv(path, usecols=ANSWERS + [LABEL])
    train, test = train_test_split(answers, test_size=0.2, random_state=10)
    train = unique_answers(train, "train")
    test = unique_answers(test, "test")

    forest = RandomForestClassifier(n_estimators=500, random_state=10, n_jobs=-1)
    forest.fit(train[ANSWERS], train[LABEL])
    log.info("accuracy %.3f", accuracy_score(test[LABEL], forest.predict(test[ANSWERS])))


if __name__ == "__main__":
    main()
