import networkx as nx
import numpy as np


def pair_features(graph, pairs, skip_own_edge=False):
    rows = []
    for u, v in pairs:
        own = skip_own_edge and graph.has_edge(u, v)
        if own:
            graph.remove_edge(u, v)
        near_u, near_v = set(graph[u]), set(graph[v])
        union = near_u | near_v
        common = near_u & near_v
        rows.append([
            len(common),
            len(common) / len(union) if union else 0.0,
            sum(1 / np.log(graph.degree(w)) for w in common if graph.degree(w) > 1),
            len(near_u) * len(near_v),
        ])
        if own:
            graph.add_edge(u, v)
    return np.array(rows)


def unlinked(graph, n, rng, used=frozenset()):
    nodes = sorted(graph.nodes())
    pairs = set()
    while len(pairs) < n:
        a, b = rng.choice(len(nodes), 2, replace=False)
        u, v = nodes[min(a, b)], nodes[max(a, b)]
        if not graph.has_edge(u, v) and (u, v) not in used:
            pairs.add((u, v))
    return sorted(pairs)


def graph_of(nodes, edges):
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    return graph
