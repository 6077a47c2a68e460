"""The queues in Redis by name, and what waits in them. Without Celery, which who only looks need not load."""

import json
from datetime import datetime
from typing import Any

import redis

from shared.settings import Settings

CONNECT_S = 3
SOCKET_S = 10


def events_queue(service: str) -> str:
    """The queue of the events for a service."""
    return service


def acknowledgements_queue(service: str) -> str:
    """The queue of the acknowledgements for what a service has told."""
    return f"{service}.acknowledgements"


def canary_queue(service: str) -> str:
    """The queue of the messages that only show whether a service's workers take any."""
    return f"{service}.canary"


def queues_of(service: str) -> tuple[str, str, str]:
    """Every queue that a worker of the service takes from."""
    return events_queue(service), acknowledgements_queue(service), canary_queue(service)


def redis_client(settings: Settings, *, timeout_s: float = SOCKET_S) -> redis.Redis:
    """A plain Redis client with a time limit on every call."""
    return redis.Redis.from_url(
        settings.redis_url, socket_timeout=timeout_s, socket_connect_timeout=min(timeout_s, CONNECT_S)
    )


def oldest_sent_at(client: redis.Redis, queue: str) -> datetime | None:
    """When the message that is next in line in a queue was sent; None when the queue is empty."""
    message: Any = client.lindex(queue, -1)
    if message is None:
        return None
    sent_at = json.loads(message).get("headers", {}).get("sent_at")
    return datetime.fromisoformat(sent_at) if sent_at else None


def waiting_since(client: redis.Redis, service: str) -> datetime | None:
    """When the oldest message that is next in line in any queue of a service was sent; None when all are empty."""
    found = [sent_at for queue in queues_of(service) if (sent_at := oldest_sent_at(client, queue))]
    return min(found, default=None)
