"""Floor 4: commands, keys, and the state they change. Pure: screens draw it, tests press keys."""
