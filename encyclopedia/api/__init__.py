"""The API: what the house holds, for programs, at `/api/v1/`."""

from encyclopedia.api.addresses import urlpatterns as urlpatterns
