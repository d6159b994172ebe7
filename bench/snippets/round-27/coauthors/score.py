"""New collaborations: pairs that start to publish within three years."""
import numpy as np
import networkx as nx
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score, roc_auc_score

from history import History

SPAN = 3


def describe(graph, pairs):
    rank = nx.pagerank(graph)
    shared = [len(list(nx.common_neighbors(graph, a, b))) for a, b in pairs]
    jaccard = [v for _, _, v in nx.jaccard_coefficient(graph, pairs)]
    attach = [v for _, _, v in nx.preferential_attachment(graph, pairs)]
    alloc = [v for _, _, v in nx.resource_allocation_index(graph, pairs)]
    ranks = [rank[a] * rank[b] for a, b in pairs]
    return np.column_stack([shared, jaccard, np.log1p(attach), alloc, ranks])


def examples(history, year, rng):
    graph = history.graph(until=year)
    known = {n for n in graph if graph.degree(n) >= 2}
    new = history.born(after=year, until=year + SPAN, among=known)
    old = set(graph.edges) | {(b, a) for a, b in graph.edges}
    none = [p for p in history.never(3 * len(new), year + SPAN, known, rng) if p not in old]
    pairs = new + none
    return describe(graph, pairs), np.r_[np.ones(len(new)), np.zeros(len(none))]


def main():
    rng = np.random.default_rng(7)
    history = History("papers.jsonl")
    x_learn, y_learn = examples(history, 2012, rng)
    x_judge, y_judge = examples(history, 2016, rng)

    forest = RandomForestClassifier(500, min_samples_leaf=5, n_jobs=-1, random_state=7).fit(x_learn, y_learn)
    p = forest.predict_proba(x_judge)[:, 1]
    print("pairs", len(y_learn), len(y_judge))
    print("AUC", roc_auc_score(y_judge, p), "AP", average_precision_score(y_judge, p))


if __name__ == "__main__":
    main()
