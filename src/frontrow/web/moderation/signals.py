"""What other rooms listen for: `decided` tells, inside its transaction, that `case` was let through or refused."""

from django.dispatch import Signal

decided = Signal()  # case: Case
