"""The ML system map: what a repository's data, models, gates, services and monitors are, and how they feed each other."""
