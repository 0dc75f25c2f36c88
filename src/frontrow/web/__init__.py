"""The pages: a Django site, one app a room of the house."""
