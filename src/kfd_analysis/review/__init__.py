"""People and the program: corrections, questions back, coding sheets, agreement, sensitivity."""
