"""What the recommender concludes about a visitor, and about groups of visitors."""
