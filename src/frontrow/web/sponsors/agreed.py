"""What a visitor agreed to, as the sponsors' room asks it."""

from django.http import HttpRequest

from frontrow.web.consents import Purpose, agrees


def may_measure(request: HttpRequest) -> bool:
    """Whether what she sees may be counted."""
    return agrees(request, Purpose.MEASURE)


def may_choose(request: HttpRequest) -> bool:
    """Whether sponsors may be chosen by her segment."""
    return agrees(request, Purpose.SPONSORS)
