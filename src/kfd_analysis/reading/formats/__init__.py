"""Files of every format become lines."""
