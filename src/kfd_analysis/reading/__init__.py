"""Files become lines and answers: knows formats and the form, nothing of what answers mean."""
