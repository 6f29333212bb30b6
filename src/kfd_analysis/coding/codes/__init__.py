"""Codes of the codebook in a report: methods, topics, actors, services."""
