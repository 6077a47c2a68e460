"""How the capaian of a sasaran, a unit or the instansi came about: the answer to "mengapa 98,20?" for all readers."""

from collections.abc import Iterator, Sequence
from decimal import Context, Decimal
from typing import Final

from shared.aggregates import left_out_texts
from shared.events.evaluated import CountedMember, MeasuredAggregate
from shared.trace_steps import predikat_line, rounded_line, shortened

# Sums of figures with 28 digits are shown with six decimals.
_WIDE: Final = Context(prec=100)
_FEW: Final = 4
_WAYS: Final = {
    ("rata_rata", "semua_indikator"): "Cara kantor: rata-rata semua indikator yang terukur.",
    ("rata_rata", "rata_rata_sasaran"): "Cara kantor: rata-rata capaian sasaran.",
    ("berbobot", "semua_indikator"): "Cara kantor: rata-rata semua indikator yang terukur, menurut bobotnya.",
    ("berbobot", "rata_rata_sasaran"): (
        "Cara kantor: rata-rata capaian sasaran, masing-masing dengan jumlah bobot indikatornya yang terukur."
    ),
    ("rata_rata", ""): "Rata-rata capaian indikator yang terukur.",
    ("berbobot", ""): "Rata-rata capaian indikator yang terukur, menurut bobotnya.",
}


def method_sentence(each: MeasuredAggregate) -> str:
    """The method in words; for the instansi the way the office chose."""
    return _WAYS[each.averaging, each.way]


def aggregate_steps(each: MeasuredAggregate) -> tuple[str, ...]:
    """The lines from the members to the predikat; none where there is no capaian, and none where members were not told.

    Every figure can be reckoned again from the members, whose capaian is that before rounding.
    """
    if each.capaian is None or each.exact is None or not each.members:
        return ()
    rounding = rounded_line(each.rounding, each.places, each.capaian)
    classed = [predikat_line(each.capaian, each.predikat, each.scale)] if each.scale else []
    return (_mean(each, each.exact), rounding, *classed)


def member_cells(each: CountedMember) -> list[str]:
    """Name, capaian as it was counted, and weight, which is empty in a plain mean."""
    weight = "" if each.weight is None else shortened(each.weight)
    return [each.name, shortened(each.capaian), weight]


def members_sentence(each: MeasuredAggregate) -> str:
    """All that counts, in a sentence, each with its capaian and weight; empty where members were not told."""
    told = "; ".join(f"{name} {capaian}" + (f" × {weight}" if weight else "") for name, capaian, weight in _cells(each))
    return f"Yang dihitung: {told}." if told else ""


def left_out_sentence(each: MeasuredAggregate) -> str:
    """What does not count, with its reason; empty where everything counts."""
    told = " ".join(left_out_texts([each]))
    return f"Tidak dihitung: {told}" if told else ""


def _cells(each: MeasuredAggregate) -> Iterator[list[str]]:
    return map(member_cells, each.members)


def _mean(each: MeasuredAggregate, exact: Decimal) -> str:
    members = each.members
    weights = [_weight(member) for member in members]
    total = _sum(weights)
    if len(members) <= _FEW:
        inner = " + ".join(_product(member) for member in members)
        return f"({inner}) ÷ {shortened(total)} = {shortened(exact)}"
    products = _sum([_WIDE.multiply(member.capaian, weight) for member, weight in zip(members, weights, strict=True)])
    names = ("Jumlah capaian", "banyaknya")
    if each.averaging == "berbobot":
        names = ("Jumlah capaian × bobot", "jumlah bobot")
    return f"{names[0]} ÷ {names[1]}: {shortened(products)} ÷ {shortened(total)} = {shortened(exact)}"


def _product(member: CountedMember) -> str:
    capaian = shortened(member.capaian)
    if member.capaian < 0:
        capaian = f"({capaian})"
    return capaian if member.weight is None else f"{capaian} × {shortened(member.weight)}"


def _weight(member: CountedMember) -> Decimal:
    return Decimal(1) if member.weight is None else member.weight


def _sum(values: Sequence[Decimal]) -> Decimal:
    found = Decimal(0)
    for value in values:
        found = _WIDE.add(found, value)
    return found
