"""What a page says to machines: schema.org objects as plain data, one kind of thing a file."""
