"""What an organiser may ask of what visitors did: who came how far, what held them, what was shown; with error bars."""
