"""Programs that train: what they start with, draw, write down and keep."""
