"""Accounts of customers: an e-mail address and a password, and nothing that watching needs."""
