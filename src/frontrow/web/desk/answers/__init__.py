"""What the desk answers: facts of the house's own tables, each with where it is read."""
