"""Findings, evidence and waivers to a decision."""
