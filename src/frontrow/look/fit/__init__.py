"""How a garment fits a body: what it measures, what it leaves of ease, where it pulls, and which size to take."""
