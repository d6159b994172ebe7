"""Credentials by what they look like: shapes of issuers, what a machine draws, and what only looks like one."""
