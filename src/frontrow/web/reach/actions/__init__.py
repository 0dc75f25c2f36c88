"""What a visitor asks of the bell, one action a file."""
