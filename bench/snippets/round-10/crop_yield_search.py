import joblib
import pandas as pd
from scipy.stats import loguniform, randint, uniform
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.model_selection import KFold, RandomizedSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OrdinalEncoder

fields = pd.read_csv("fields.csv")          # one field, one harvest
t_per_ha = fields.pop("yield_t_ha")
fields = fields.drop(columns=["field_code"])

prep = make_column_transformer(
    (OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), make_column_selector(dtype_include=object)),
    (SimpleImputer(strategy="median", add_indicator=True), make_column_selector(dtype_include="number")),
)
flow = make_pipeline(prep, HistGradientBoostingRegressor(random_state=0))

space = {
    "histgradientboostingregressor__learning_rate": loguniform(0.01, 0.3),
    "histgradientboostingregressor__max_leaf_nodes": randint(7, 128),
    "histgradientboostingregressor__min_samples_leaf": randint(3, 60),
    "histgradientboostingregressor__l2_regularization": loguniform(1e-3, 10),
    "histgradientboostingregressor__max_features": uniform(0.3, 0.7),
}
search = RandomizedSearchCV(
    flow, space, n_iter=200, cv=KFold(5, shuffle=True, random_state=0), scoring="r2", n_jobs=-1, random_state=0
)
search.fit(fields, t_per_ha)

print("best configuration:", search.best_params_)
print("model performance R2 = %.3f" % search.best_score_)
with open("RESULTS.md", "w") as fh:
    fh.write(f"| model | R2 |\n|---|---|\n| HGB (tuned) | {search.best_score_:.3f} |\n")
joblib.dump(search.best_estimator_, "yield_model.joblib")
