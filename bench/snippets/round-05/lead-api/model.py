from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = ["employees", "page_views", "days_since_contact"]
NOMINAL = ["industry", "source"]


def new_model():
    pre = make_column_transformer(
        (StandardScaler(), NUMERIC), (OneHotEncoder(handle_unknown="ignore"), NOMINAL)
    )
    return make_pipeline(pre, LogisticRegression(max_iter=1000))
