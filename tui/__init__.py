"""Glossator: read news in a terminal and tag its claims, quotes and names from the keyboard."""
