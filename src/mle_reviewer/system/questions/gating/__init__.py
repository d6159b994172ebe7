"""Decisions by figures: gates, comparisons, baselines, promotions, and what mistakes cost."""
