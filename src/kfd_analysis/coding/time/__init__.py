"""Dates, times of day and durations in German text."""
