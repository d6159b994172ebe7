"""What is watched of a model that answers, and who is told."""
