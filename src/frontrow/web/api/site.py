"""The API of the site, put together. Its description for machines is at /api/openapi.json."""

from ninja import NinjaAPI

from frontrow.web.api import bag, catalogue, mine
from frontrow.web.api.errors import add_errors
from frontrow.web.api.words import ABOUT
from frontrow.web.fitting import api as fitting
from frontrow.web.keys import api as keys
from frontrow.web.stories import api as stories

api = NinjaAPI(title="Front Row", version="1", description=ABOUT, docs_url=None, urls_namespace="api")
add_errors(api)
api.add_router("", catalogue.router)
api.add_router("", mine.router)
api.add_router("", bag.router)
api.add_router("", fitting.router)
api.add_router("", keys.router)
api.add_router("", stories.router)
