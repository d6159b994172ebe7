import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier


def main():
    table = pd.read_parquet("artifacts/ticket_topics.parquet")
    y = table.pop("queue")
    X_tr, X_te, y_tr, y_te = train_test_split(table, y, test_size=0.2, random_state=4)
    net = MLPClassifier(hidden_layer_sizes=(128,), max_iter=60, random_state=4)
    net.fit(X_tr, y_tr)
    print("accuracy", accuracy_score(y_te, net.predict(X_te)))


if __name__ == "__main__":
    main()
