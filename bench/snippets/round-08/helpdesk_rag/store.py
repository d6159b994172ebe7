import chromadb
from chromadb.utils.embedding_functions import SentenceTransformerEmbeddingFunction

EMB = SentenceTransformerEmbeddingFunction(model_name="all-MiniLM-L6-v2")


def collection():
    client = chromadb.PersistentClient(path="index")
    return client.get_or_create_collection("helpdesk", embedding_function=EMB)
