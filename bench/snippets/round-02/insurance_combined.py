import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.metrics import mean_gamma_deviance
from sklearn.linear_model import GammaRegressor
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

policies = pd.read_csv("motor_policies.csv")
policies = policies[policies["claim_amount"] > 0]

train, test = train_test_split(policies, test_size=0.25, random_state=44)
y_train, y_test = train.pop("claim_amount"), test.pop("claim_amount")
n_train = len(train)

# same cleaning for both parts
full = pd.concat([train, test], axis=0, ignore_index=True)
full["veh_age"] = full["veh_age"].clip(0, 40)
full = pd.get_dummies(full, columns=["region", "fuel"], dtype=float)
full = pd.DataFrame(KNNImputer(n_neighbors=10).fit_transform(full), columns=full.columns)
full = pd.DataFrame(StandardScaler().fit_transform(full), columns=full.columns)

train, test = full.iloc[:n_train], full.iloc[n_train:]

glm = GammaRegressor(alpha=0.5, max_iter=1000)
glm.fit(train, y_train)
print("gamma deviance:", mean_gamma_deviance(y_test, glm.predict(test)))
