from enum import IntEnum

import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

GRACE_DAYS = 14
ESCALATION_DAYS = 45


class Delay(IntEnum):
    ON_TIME = 0
    LATE = 1
    ESCALATED = 2


def to_class(days: float) -> Delay:
    if days <= GRACE_DAYS:
        return Delay.ON_TIME
    return Delay.LATE if days <= ESCALATION_DAYS else Delay.ESCALATED


def features(invoices: pd.DataFrame) -> pd.DataFrame:
    out = invoices[["amount", "n_lines", "payment_terms", "discount"]].copy()
    out["amount_per_line"] = out["amount"] / out["n_lines"].clip(lower=1)
    out["currency"] = invoices["currency"].astype("category")
    return out


invoices = pd.read_csv("data/invoices.csv")
y = invoices["days_to_pay"].map(to_class).astype(int)
X = features(invoices)

X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=30)
clf = LGBMClassifier(n_estimators=250, class_weight="balanced", verbose=-1).fit(X_train, y_train)
print(classification_report(y_test, clf.predict(X_test), target_names=[d.name for d in Delay]))
