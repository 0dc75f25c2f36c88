"""What a visitor agreed to, as the sponsors' room asks it."""

from django.http import HttpRequest

from frontrow.privacy import consent


def may_measure(request: HttpRequest) -> bool:
    """Whether what she sees may be counted."""
    return bool(consent(request.COOKIES))


def may_choose(request: HttpRequest) -> bool:
    """Whether sponsors may be chosen by her segment."""
    return False
