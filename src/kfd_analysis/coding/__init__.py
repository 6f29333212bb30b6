"""Answers become values with their words: pure, knows German figures and the codebook."""
