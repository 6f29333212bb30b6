"""What a dialogue cost: amounts, what they were for and what they cover."""
