"""Small gene panel for responder prediction (one biopsy per patient)."""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


@dataclass
class Panel:
    size: int = 40
    genes: list = field(default_factory=list)

    def rank(self, expression: pd.DataFrame, response: pd.Series):
        centred = expression - expression.mean()
        num = centred.mul(response - response.mean(), axis=0).sum()
        den = np.sqrt((centred ** 2).sum() * ((response - response.mean()) ** 2).sum())
        strength = (num / den).abs()
        self.genes = strength.nlargest(self.size).index.tolist()
        return self

    def take(self, expression):
        return expression[self.genes]


def main():
    counts = pd.read_csv("data/rnaseq_counts.csv", index_col="patient")
    response = pd.read_csv("data/response.csv", index_col="patient")["responder"]
    expression = np.log2(counts + 1.0)
    response = response.loc[expression.index]

    panel = Panel(size=40).rank(expression, response)
    chosen = panel.take(expression)

    X_train, X_test, y_train, y_test = train_test_split(
        chosen, response, test_size=0.3, stratify=response, random_state=2
    )
    model = make_pipeline(StandardScaler(), SVC(C=1.0, class_weight="balanced"))
    model.fit(X_train, y_train)
    print("panel:", ", ".join(panel.genes[:8]), "...")
    print("balanced accuracy", balanced_accuracy_score(y_test, model.predict(X_test)))


if __name__ == "__main__":
    main()
