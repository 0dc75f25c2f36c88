"""What ranks items for a history; each keeps the `Recommender` contract of `recommend.ranking`."""
