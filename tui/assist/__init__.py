"""Candidates: what a person might tag, proposed with who said so and why."""
