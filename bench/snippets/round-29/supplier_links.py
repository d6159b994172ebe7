"""Missing links of a supply network: which firms trade with each other?"""
import networkx as nx
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def read_network(path):
    graph = nx.read_edgelist(path, delimiter=",", nodetype=str)
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    return graph


def cut_edges(graph, rng):
    edges = list(graph.edges())
    order = rng.permutation(len(edges))
    a, b = int(0.7 * len(edges)), int(0.85 * len(edges))
    return [[edges[i] for i in part] for part in (order[:a], order[a:b], order[b:])]


def strangers(graph, n, taken, rng):
    nodes = list(graph)
    pairs = []
    while len(pairs) < n:
        i, j = rng.choice(len(nodes), size=2, replace=False)
        pair = frozenset((nodes[i], nodes[j]))
        if not graph.has_edge(nodes[i], nodes[j]) and pair not in taken:
            taken.add(pair)
            pairs.append((nodes[i], nodes[j]))
    return pairs


def from_edges(nodes, edges):
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    return graph


def describe(graph, pairs):
    jaccard = [s for *_, s in nx.jaccard_coefficient(graph, pairs)]
    allocation = [s for *_, s in nx.resource_allocation_index(graph, pairs)]
    attachment = [np.log1p(s) for *_, s in nx.preferential_attachment(graph, pairs)]
    return np.column_stack([jaccard, allocation, attachment])


def main():
    rng = np.random.default_rng(44)
    network = read_network("data/supply_edges.csv")
    observed, learn, judge = cut_edges(network, rng)
    taken = set()
    by_then = from_edges(network.nodes, observed + learn)
    learn_pairs = learn + strangers(by_then, len(learn), taken, rng)
    judge_pairs = judge + strangers(network, len(judge), taken, rng)
    y_learn = np.repeat([1, 0], len(learn))
    y_judge = np.repeat([1, 0], len(judge))

    base = from_edges(network.nodes, observed)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(describe(base, learn_pairs), y_learn)
    score = model.predict_proba(describe(base, judge_pairs))[:, 1]
    print("AUROC", round(roc_auc_score(y_judge, score), 3))
    print("AP   ", round(average_precision_score(y_judge, score), 3))


if __name__ == "__main__":
    main()
