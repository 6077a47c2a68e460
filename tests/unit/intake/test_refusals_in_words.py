"""Whatever a command may refuse, the person reads a sentence."""

import importlib
import pkgutil

from services.intake import process
from services.intake.domain.errors import CommandRefused
from services.intake.web.refusals import SENTENCES, explain


def refusals(of: type[CommandRefused]) -> set[type[CommandRefused]]:
    return set(of.__subclasses__()).union(*(refusals(each) for each in of.__subclasses__()))


def test_every_refusal_has_a_sentence() -> None:
    for module in pkgutil.iter_modules(process.__path__, f"{process.__name__}."):
        importlib.import_module(module.name)
    ours = {each for each in refusals(CommandRefused) if each.__module__.startswith("services.")}
    assert ours - SENTENCES.keys() - set(explain.registry) == set()
