import networkx as nx
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


def read_graph(path: str) -> nx.Graph:
    edges = pd.read_csv(path, sep="\t")
    edges = edges[edges["score"] >= 700]
    return nx.from_pandas_edgelist(edges, "protein_a", "protein_b")


def absent_pairs(graph: nx.Graph, count: int, rng: np.random.Generator) -> list:
    nodes = list(graph.nodes)
    found = set()
    while len(found) < count:
        a, b = rng.choice(len(nodes), size=2, replace=False)
        pair = tuple(sorted((nodes[a], nodes[b])))
        if not graph.has_edge(*pair):
            found.add(pair)
    return sorted(found)


def describe(graph: nx.Graph, pairs: list) -> np.ndarray:
    rank = nx.pagerank(graph)
    core = nx.core_number(graph)
    reach = [len(nx.single_source_shortest_path_length(graph, a, cutoff=2)) for a, _ in pairs]
    jaccard = [score for _, _, score in nx.jaccard_coefficient(graph, pairs)]
    pieces = [[graph.degree(a), graph.degree(b), rank[a], rank[b], core[a], core[b]] for a, b in pairs]
    return np.column_stack([np.array(pieces), reach, jaccard])


def main() -> None:
    graph = read_graph("interactions.tsv")
    present = [tuple(sorted(edge)) for edge in graph.edges]
    pairs = present + absent_pairs(graph, len(present), np.random.default_rng(3))
    label = np.r_[np.ones(len(present)), np.zeros(len(present))]
    learn, check, y_learn, y_check = train_test_split(pairs, label, test_size=0.2, stratify=label, random_state=3)
    model = RandomForestClassifier(n_estimators=300, n_jobs=-1, random_state=3)
    model.fit(describe(graph, learn), y_learn)
    score = model.predict_proba(describe(graph, check))[:, 1]
    print("link AUC", roc_auc_score(y_check, score))


if __name__ == "__main__":
    main()
