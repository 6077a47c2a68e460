"""The faults by name: each strikes a running system from outside and returns what it did, in a few words."""

from collections.abc import Callable

from faults import mail_faults, processes, queues, stores
from faults.stage import Stage
from faults.thrower import Thrower

Strike = Callable[[Thrower], str]

FAULTS: dict[str, Strike] = {
    strike.__name__.replace("_", "-"): strike
    for strike in (
        processes.kill_web,
        processes.kill_loop,
        processes.kill_worker,
        processes.kill_worker_child,
        processes.kill_mailbox,
        queues.kill_redis,
        queues.kill_redis_and_file,
        queues.flushall,
        queues.cut_redis,
        stores.restart_postgresql,
        stores.cut_postgresql,
        stores.fill_disk,
        processes.freeze,
        processes.hang_child,
        queues.duplicate,
        queues.reorder,
        mail_faults.refuse_mail,
        mail_faults.cut_mail,
        mail_faults.cut_in_data,
    )
}


def possible(stage: Stage) -> dict[str, Strike]:
    """The faults that this stage knows."""
    left_out = set()
    if stage.postgresql is None:
        left_out |= {"cut-postgresql", "restart-postgresql", "hang-child"}
    elif stage.postgresql.cluster is None:
        left_out |= {"restart-postgresql"}
    if stage.disk is None:
        left_out |= {"fill-disk"}
    return {name: strike for name, strike in FAULTS.items() if name not in left_out}
