"""Missing interactions in a protein network from neighbourhood scores."""
import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split


class Interactome:
    def __init__(self, path, seed=6):
        table = pd.read_csv(path, sep="\t", names=["a", "b", "evidence"])
        table = table[table["evidence"] >= 700]
        self.network = nx.Graph()
        self.network.add_edges_from(table[["a", "b"]].itertuples(index=False, name=None))
        self.network.remove_edges_from(list(nx.selfloop_edges(self.network)))
        self.rng = np.random.default_rng(seed)

    def absent(self, how_many):
        proteins = list(self.network.nodes)
        found = set()
        while len(found) < how_many:
            i, j = self.rng.integers(len(proteins), size=2)
            a, b = sorted((proteins[i], proteins[j]))
            if a != b and not self.network.has_edge(a, b):
                found.add((a, b))
        return sorted(found)

    def scores(self, pairs):
        columns = {
            "adamic_adar": nx.adamic_adar_index(self.network, pairs),
            "allocation": nx.resource_allocation_index(self.network, pairs),
            "jaccard": nx.jaccard_coefficient(self.network, pairs),
            "attachment": nx.preferential_attachment(self.network, pairs),
        }
        return pd.DataFrame({name: [s for _, _, s in it] for name, it in columns.items()})


def labelled(present, absent):
    return present + absent, np.r_[np.ones(len(present)), np.zeros(len(absent))]


def main():
    cell = Interactome("data/string_yeast.tsv")
    present = sorted(cell.network.edges)
    absent = cell.absent(len(present))
    known, hidden = train_test_split(present, test_size=0.2, random_state=6)
    known_no, hidden_no = train_test_split(absent, test_size=0.2, random_state=6)

    pairs, y = labelled(known, known_no)
    model = GradientBoostingClassifier(n_estimators=200, max_depth=3, random_state=6)
    model.fit(cell.scores(pairs), y)

    pairs, y = labelled(hidden, hidden_no)
    p = model.predict_proba(cell.scores(pairs))[:, 1]
    print("AUC", round(roc_auc_score(y, p), 3), "AP", round(average_precision_score(y, p), 3))


if __name__ == "__main__":
    main()
