import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer

bookings = pd.read_parquet("clinic_bookings.parquet")

lead = pd.cut(
    bookings["lead_days"],
    bins=[-1, 0, 3, 7, 14, 30, 60, 10_000],
    labels=False,
)
survey_cols = [f"q{i}" for i in range(1, 9)]
satisfaction = bookings[survey_cols].mean(axis=1).fillna(0)
profile = Normalizer(norm="l1").fit_transform(bookings[survey_cols].fillna(0))

log1p = FunctionTransformer(np.log1p, validate=False)
distance = log1p.fit_transform(bookings[["distance_km"]].clip(lower=0))

hasher = FeatureHasher(n_features=2**14, input_type="string")
tokens = bookings[["clinic", "reason", "referrer"]].astype(str)
tokens = [[f"{c}={v}" for c, v in zip(tokens.columns, row)] for row in tokens.to_numpy()]
hashed = hasher.fit_transform(tokens)

X = hstack([
    csr_matrix(np.c_[np.eye(7)[lead.to_numpy()], satisfaction, distance]),
    csr_matrix(profile),
    hashed,
]).tocsr()
y = bookings["missed"].to_numpy()

X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.25, random_state=3, stratify=y)
clf = SGDClassifier(loss="log_loss", alpha=1e-5, random_state=3).fit(X_tr, y_tr)
print("AUC", roc_auc_score(y_te, clf.decision_function(X_te)))
