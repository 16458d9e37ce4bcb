"""Suggesters from outside: programs, Python packages and services that propose candidates."""
