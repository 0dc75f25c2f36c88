"""What somebody does with her account, one action a file."""
