"""The one ASGI application: pages by Django, sockets by the live wire, workers by lifespan."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beenthere.config.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from beenthere.config.house import House  # noqa: E402

application = House(pages=pages)
