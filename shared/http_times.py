"""How long a Flask app takes to answer, by the name of the endpoint: a path would carry ids."""

import time

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram

_SECONDS = (0.05, 0.2, 1, 5)
_UNMEASURED = {"asset", "alive", "ready", "metrics", "health.live", "health.ready"}


def measure(app: Flask, registry: CollectorRegistry) -> None:
    """Count every answer of the app into the registry, but those to styles, scripts and probes."""
    seconds = Histogram(
        "kinerja_http_seconds",
        "Time to answer a request, by endpoint.",
        ["endpoint"],
        buckets=_SECONDS,
        registry=registry,
    )
    answers = Counter("kinerja_http_answers", "Answers to requests, by class of status.", ["status"], registry=registry)

    @app.before_request
    def begin() -> None:
        g.http_began = time.monotonic()

    @app.after_request
    def end(response: Response) -> Response:
        if request.endpoint not in _UNMEASURED and "http_began" in g:
            seconds.labels(request.endpoint or "none").observe(time.monotonic() - g.http_began)
            answers.labels(f"{response.status_code // 100}xx").inc()
        return response
