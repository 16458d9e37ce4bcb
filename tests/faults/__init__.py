"""Faults put into a running store, and what of its promises they broke: `make faults`."""
