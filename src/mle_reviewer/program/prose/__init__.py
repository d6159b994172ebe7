"""Prose of a repository as a page: headings, lists, tables, code, links and labels, each with its line."""
