"""People, the posts of an office, and who holds them when."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.intake.models.record import HASH, NAME, IntakeRecord


class PersonRecord(IntakeRecord):
    """Someone with an account. Several people may share an address; they then need their password as well."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID | None] = mapped_column(ForeignKey("office.id"), index=True)
    name: Mapped[str] = mapped_column(NAME)
    nip: Mapped[str | None] = mapped_column(NAME)
    pangkat: Mapped[str | None] = mapped_column(NAME)
    email: Mapped[str] = mapped_column(NAME, index=True)
    phone: Mapped[str | None] = mapped_column(NAME)
    password_hash: Mapped[str | None]
    is_admin: Mapped[bool] = mapped_column(default=False)


class PostRecord(IntakeRecord):
    """A place in an office's organisation. `roles` are the SOP roles it plays; `unit_id` the unit it heads."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("office_id", "jabatan"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("office.id"), index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))
    jabatan: Mapped[str] = mapped_column(NAME)
    roles: Mapped[list[str]]
    position: Mapped[int]


class HoldingRecord(IntakeRecord):
    """A person in a post, from one day to another; an end that is None is not known yet.

    `standing` is definitif, plt (the post is vacant) or plh (its holder is away); a stand-in has a decree and, while
    it lasts, acts in the holder's place.
    """

    __tablename__ = "holding"
    __table_args__ = (Index("holding_of_post", "post_id", "first"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date | None] = mapped_column(Date)
    standing: Mapped[str] = mapped_column(String(12), default="definitif")
    decree_number: Mapped[str] = mapped_column(NAME, default="")
    decree_date: Mapped[date | None] = mapped_column(Date)
    decree_file: Mapped[str | None] = mapped_column(HASH)
