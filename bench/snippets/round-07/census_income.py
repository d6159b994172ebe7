import pandas as pd
from sklearn.compose import ColumnTransformer, make_column_selector as sel
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_validate, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

cols = ("age workclass fnlwgt education education_num marital occupation relationship "
        "race sex gain loss hours country income").split()
census = pd.read_csv("adult.data", names=cols, na_values="?", skipinitialspace=True)
y = census.pop("income").eq(">50K").astype(int)
census = census.drop(columns=["fnlwgt", "education"])

X_dev, X_out, y_dev, y_out = train_test_split(census, y, test_size=0.2, stratify=y, random_state=1994)

numeric = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", StandardScaler())])
nominal = Pipeline([
    ("fill", SimpleImputer(strategy="most_frequent")),
    ("ohe", OneHotEncoder(handle_unknown="ignore", min_frequency=20)),
])
prep = ColumnTransformer([
    ("num", numeric, sel(dtype_include="number")),
    ("cat", nominal, sel(dtype_include=object)),
])
model = Pipeline([("prep", prep), ("lr", LogisticRegression(max_iter=2000))])

cv = cross_validate(model, X_dev, y_dev, cv=5, scoring=["roc_auc", "neg_log_loss"])
print("dev AUC %.4f" % cv["test_roc_auc"].mean())

model.fit(X_dev, y_dev)
print("out AUC %.4f" % roc_auc_score(y_out, model.predict_proba(X_out)[:, 1]))
