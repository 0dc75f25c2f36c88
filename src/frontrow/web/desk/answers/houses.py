"""The houses of the season, or the one that is asked for."""

from django.utils.translation import gettext as _

from frontrow.language.desk import Topic
from frontrow.web.desk.answers.said import Cite, Said
from frontrow.web.desk.sight import Sight
from frontrow.web.season.models import House


def houses(sight: Sight, topic: Topic) -> Said | None:
    """A house in its own words, the maker of a look, or all of them."""
    house = sight.house or (sight.look.house if sight.look else None)
    if house is not None:
        lines = [f"{house}. {house.line}"]
        if sight.look and not sight.house:
            lines.insert(0, _("%(look)s is by %(house)s.") % {"look": sight.look, "house": house})
        return Said(lines, [Cite(str(house), house.get_absolute_url())], topic=topic.name)
    found = list(House.objects.filter(collections__season__published=True).distinct())
    cites = [Cite(str(each), each.get_absolute_url()) for each in found]
    return Said([f"{each}. {each.line}" for each in found], cites, topic=topic.name) if found else None
