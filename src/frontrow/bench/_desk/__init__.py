"""What `frontrow bench desk` measures on."""
