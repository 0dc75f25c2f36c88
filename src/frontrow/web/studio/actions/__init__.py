"""What people do in the studio, one action a file."""
