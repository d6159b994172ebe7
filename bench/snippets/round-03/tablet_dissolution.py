import pandas as pd
from sklearn.cross_decomposition import PLSRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def summary(scaler, names):
    return pd.DataFrame({"mean": scaler.mean_, "sd": scaler.scale_}, index=names).round(3)


tablets = pd.read_csv("tablet_nir.csv")
release = tablets.pop("release_30min")

scaler = StandardScaler()
scaler.fit(tablets)
print(summary(scaler, tablets.columns).to_string())

X_train, X_test, y_train, y_test = train_test_split(tablets, release, test_size=0.25, random_state=16)

scaler.fit(X_train)
Z_train, Z_test = scaler.transform(X_train), scaler.transform(X_test)

pls = PLSRegression(n_components=4, scale=False)
pls.fit(Z_train, y_train)
print("R2 test", r2_score(y_test, pls.predict(Z_test).ravel()))
print("R2 train", r2_score(y_train, pls.predict(Z_train).ravel()))
