"""What a visitor does in the shop, one action a file."""
