import pandas as pd
from sklearn.base import ClassifierMixin
from sklearn.svm import SVC
from zenml import step

from steps.clean import TARGET


@step
def fit_model(train: pd.DataFrame, C: float = 4.0) -> ClassifierMixin:
    return SVC(C=C, gamma="scale").fit(train.drop(columns=TARGET), train[TARGET])
