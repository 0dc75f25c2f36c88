"""Tests of the recommender begin and end; figures go to the houses."""
