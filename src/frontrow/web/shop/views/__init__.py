"""The shop's pages. Every button is a form, so that it works without a script."""
