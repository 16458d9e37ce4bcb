"""Floor 6: the terminal. The only floor that imports textual; it holds no rules."""
