"""The WSGI application of the pages: `frontrow.web.wsgi.application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frontrow.web.settings")
application = get_wsgi_application()
