"""The API of the site, put together. Its description for machines is at /api/openapi.json."""

from ninja import NinjaAPI

from frontrow.web.api import bag, catalogue, mine
from frontrow.web.api.errors import add_errors
from frontrow.web.fitting import api as fitting
from frontrow.web.keys import api as keys
from frontrow.web.stories import api as stories

DESCRIPTION = (
    "Everything the pages show, and what a visitor keeps, as data. Reading needs nothing. Writing goes by the "
    "session cookie of the browser and the key that /api/session gives, sent as X-CSRFToken; other programs send a "
    "key of their own, made behind the stage, as Authorization: Bearer. "
    "Titles and texts answer in the language of Accept-Language: en or zh-hans."
)

api = NinjaAPI(title="Front Row", version="1", description=DESCRIPTION, docs_url=None, urls_namespace="api")
add_errors(api)
api.add_router("", catalogue.router)
api.add_router("", mine.router)
api.add_router("", bag.router)
api.add_router("", fitting.router)
api.add_router("", keys.router)
api.add_router("", stories.router)
