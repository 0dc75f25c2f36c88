"""What can be done here, one action a file."""
