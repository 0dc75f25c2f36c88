"""The pages of the commons: for everybody, for a house, and for a joint show."""
