"""Figures of models, probabilities and limits: where they are worked out, on which rows, and what is chosen by them."""
