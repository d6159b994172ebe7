import logging

import pandas as pd
from sklearn.base import ClassifierMixin
from sklearn.metrics import f1_score
from zenml import step

from steps.clean import TARGET


@step
def evaluate_model(model: ClassifierMixin, test: pd.DataFrame) -> float:
    f1 = f1_score(test[TARGET], model.predict(test.drop(columns=TARGET)), average="macro")
    logging.info("macro f1 %.3f", f1)
    return float(f1)
