"""People and the machine: corrections, questions back, coding sheets, agreement, sensitivity."""
