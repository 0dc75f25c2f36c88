"""Does it work: protocols, metrics, and the comparison of models on them."""
