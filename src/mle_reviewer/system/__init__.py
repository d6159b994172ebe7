"""The ML system map: what data, models, gates, services and monitors a repository has, and how they feed each other."""
