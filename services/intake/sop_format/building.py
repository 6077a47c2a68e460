"""From the loaded keys to the value `Sop`: here the defaults that depend on a neighbour are filled in."""

from typing import Any

from services.intake.domain.sop import Decision, Performer, Role, Sop, Step, StepKind


def build(data: dict[str, Any]) -> Sop:
    """The SOP of what `SopSchema` loaded. Left-out: start = first step, next = the step that follows in the file."""
    steps = data["steps"]
    following = [(step["number"],) for step in steps[1:]] + [()]
    return Sop(
        id=data["id"],
        version=data["version"],
        subject=data["subject"],
        head=data["head"],
        roles={role: Role(role, said["name"], said["several"]) for role, said in data["roles"].items()},
        start=data.get("start", (steps[0]["number"],)),
        steps=tuple(_step(step, after) for step, after in zip(steps, following, strict=True)),
    )


def _step(data: dict[str, Any], after: tuple[int, ...]) -> Step:
    performers = data.get("performers", data.get("performer", ()))
    decision = _decision(data["decision"], performers)
    return Step(
        number=data["number"],
        kind=StepKind(data["kind"]),
        activities=data["activities"],
        title=data["title"] or data["activities"][0],
        performers=performers,
        assistants=data["assistants"],
        waktu=data["waktu"],
        notice_delay=data["notice_delay"],
        overrun_also=data["overrun_also"],
        kelengkapan=data["kelengkapan"],
        output=data["output"],
        keterangan="; ".join(data["keterangan"]) or None,
        next=() if decision else data.get("next", after),
        join=data["join"],
        decision=decision,
    )


def _decision(data: dict[str, Any] | None, performers: tuple[Performer, ...]) -> Decision | None:
    if data is None:
        return None
    # With one performer there is no doubt who decides; with more, an empty `by` is refused by the checks.
    only = performers[0].role if len(performers) == 1 else ""
    return Decision(data["by"] or only, data["exits"])
