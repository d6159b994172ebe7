import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import GridSearchCV, KFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder, TargetEncoder

caravans = pd.read_csv("caravan_ads.csv").drop_duplicates()
many = ["maker", "model", "dealer_town"]
few = ["axles", "heating"]
rest = ["length_m", "age", "beds", "weight_kg"]

train, test = train_test_split(caravans, test_size=0.2, random_state=40)

prep = ColumnTransformer([
    ("many", TargetEncoder(target_type="continuous", smooth="auto", random_state=0), many),
    ("few", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), few),
    ("rest", "passthrough", rest),
])
search = GridSearchCV(
    Pipeline([("prep", prep), ("reg", HistGradientBoostingRegressor(random_state=0))]),
    {"prep__many__smooth": ["auto", 10.0, 50.0], "reg__learning_rate": [0.03, 0.1]},
    cv=KFold(5, shuffle=True, random_state=0),
    scoring="neg_mean_absolute_percentage_error",
)
search.fit(train[many + few + rest], train["price"])
pred = search.predict(test[many + few + rest])
print(search.best_params_, "MAPE", mean_absolute_percentage_error(test["price"], pred))
