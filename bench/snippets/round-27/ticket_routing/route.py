import json

import numpy as np
import pandas as pd
from sklearn.linear_model import RidgeClassifierCV
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.model_selection import train_test_split

from vectors import TicketSpace


def tickets(path="tickets.jsonl"):
    with open(path, encoding="utf-8") as fh:
        rows = [json.loads(line) for line in fh]
    frame = pd.DataFrame(rows)
    frame["text"] = frame["subject"].fillna("") + "\n" + frame["body"].fillna("")
    frame = frame[frame["text"].str.len() > 20]
    return frame.drop_duplicates("text").reset_index(drop=True)


def main():
    frame = tickets()
    space = TicketSpace(dims=200).learn(frame["text"])

    first, second = train_test_split(frame, test_size=0.2, random_state=23, stratify=frame["queue"])
    router = RidgeClassifierCV(alphas=np.logspace(-2, 2, 9))
    router.fit(space.place(first["text"]), first["queue"])

    guess = router.predict(space.place(second["text"]))
    print("alpha", router.alpha_)
    print("accuracy", accuracy_score(second["queue"], guess))
    print(pd.DataFrame(confusion_matrix(second["queue"], guess), index=router.classes_, columns=router.classes_))


if __name__ == "__main__":
    main()
