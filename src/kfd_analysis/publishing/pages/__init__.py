"""The pages of HTML, from a report's facts to the whole suite in one file."""
