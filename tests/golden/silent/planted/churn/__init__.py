"""Churn of customers."""
