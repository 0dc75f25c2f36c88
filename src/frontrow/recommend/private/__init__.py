"""Models that may be published: trained so that nobody can tell whether any one visitor took part."""
