"""Where interactions are kept: one file by default, a database when there are several processes."""
