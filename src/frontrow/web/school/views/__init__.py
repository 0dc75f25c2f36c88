"""The pages of classes: the door, the room, a look, the show, what teachers see, the lessons."""
