"""What the organiser and the houses may know about visitors."""
