"""What the studio tells whoever is interested."""

from django.dispatch import Signal

look_made = Signal()  # look: a look of the season whose files are there, in the worker, after they have appeared
