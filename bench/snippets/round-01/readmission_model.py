import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupShuffleSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

stays = pd.read_parquet("inpatient_stays.parquet")
n_stays = stays.groupby("patient_id").size()
print("patients", len(n_stays), "with more than one stay", int((n_stays > 1).sum()))

y = stays["readmit_30d"].astype(int)
X = stays[["age", "sex", "ward", "length_of_stay", "n_diagnoses", "n_prior_stays"]]

splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=50)
fit_rows, held_rows = next(splitter.split(X, y, groups=stays["patient_id"]))

model = make_pipeline(
    make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), ["sex", "ward"]),
        remainder="passthrough",
    ),
    HistGradientBoostingClassifier(max_iter=300, random_state=50),
)
model.fit(X.iloc[fit_rows], y.iloc[fit_rows])
auc = roc_auc_score(y.iloc[held_rows], model.predict_proba(X.iloc[held_rows])[:, 1])
print(f"AUC on unseen patients {auc:.3f}")
