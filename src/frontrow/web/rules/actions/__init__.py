"""What an organiser decides about recommendations, one action a file."""
