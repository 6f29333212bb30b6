"""How many people took part: counts and what each of them stands for."""
