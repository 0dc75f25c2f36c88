"""What happens in the fitting room, one action a file."""
