"""How many keys a correct annotation takes: ours, SLATE's and a mouse tool's."""
