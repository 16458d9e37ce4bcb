"""How far annotators agree: coefficients, what they count, and how sure they are. Pure."""
