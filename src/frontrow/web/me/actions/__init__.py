"""What a visitor decides about her own data, one action a file."""
