"""What `frontrow bench learn` runs in processes of its own."""
