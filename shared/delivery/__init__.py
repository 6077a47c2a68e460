"""Delivery of events: outbox → relay → Redis → Celery → inbox → handler, acknowledged and sent again until it is.

Redis and Celery only carry; what must not be lost is in rows on both sides. The tables: `records`. Publishing:
`outbox`, `relay`, `epoch`. Consuming: `consumer`, `inbox`, `attempts`. Processes: `worker`, `loop`.
"""
