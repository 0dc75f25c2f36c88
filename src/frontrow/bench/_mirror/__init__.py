"""People whose joints are known, in front of a camera: what the mirror's tracker is measured on."""
