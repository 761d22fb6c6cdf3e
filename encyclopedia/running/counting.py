"""What this process did, counted for Prometheus, where METRICS_TOKEN is set; else nothing is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from django.conf import settings

try:
    import prometheus_client
    from prometheus_client import multiprocess
    from prometheus_client.core import GaugeMetricFamily, Metric
    from prometheus_client.registry import Collector
except ImportError:  # an extra: nothing is counted then
    prometheus_client = None  # type: ignore[assignment]
    Collector = object  # type: ignore[assignment, misc]

Figures = Mapping[str, tuple[str, float]]

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def is_on() -> bool:
    """Tell whether anything is counted here."""
    return bool(settings.METRICS_TOKEN) and prometheus_client is not None


class _Counts:
    def __init__(self) -> None:
        self.requests = prometheus_client.Counter(
            "encyclopedia_requests", "Requests answered.", ("route", "method", "status")
        )
        self.seconds = prometheus_client.Histogram(
            "encyclopedia_request_seconds", "Seconds until answered.", ("route",), buckets=SECONDS
        )
        self.pages = prometheus_client.Counter(
            "encyclopedia_pages", "Pages of articles, by where they were found.", ("found",)
        )


@cache
def _counts() -> _Counts:
    return _Counts()


def request(route: str, method: str, status: int, seconds: float) -> None:
    """Count an answered request; *route* is the name of an address, not what stands in it."""
    if is_on():
        counts = _counts()
        counts.requests.labels(route, method, str(status)).inc()
        counts.seconds.labels(route).observe(seconds)


def page(found: str) -> None:
    """Count the page of an article, *found* in "memory" or by its "key"."""
    if is_on():
        _counts().pages.labels(found).inc()


def written(figures: Figures) -> bytes:
    """Write what all processes of this server counted, and *figures* that hold for all of them."""
    _counts()  # so that each name is told from the beginning
    registry = prometheus_client.CollectorRegistry()
    registry.register(_Told(figures))
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return prometheus_client.generate_latest(registry)
    counted = prometheus_client.generate_latest(prometheus_client.REGISTRY)
    return counted + prometheus_client.generate_latest(registry)


class _Told(Collector):
    """Figures that are no counter's, told as they are."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        for name, (said, value) in self._figures.items():
            yield GaugeMetricFamily(f"encyclopedia_{name}", said, value=value)
