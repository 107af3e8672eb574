"""What the tables are made of: times, codes, and columns that say how a value is kept."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.types import CHAR

# Names are part of the schema: Alembic can only change what it can name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time, UTC and aware in Python on both databases; a naive one raises ValueError.

    PostgreSQL keeps TIMESTAMPTZ. SQLite keeps text of fixed width, which sorts as time does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the value as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the value as Python keeps it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


POINTS_AT = "points_at"  # in a column's `info`: the table whose id it holds

# SQLite counts up only in a column declared exactly INTEGER.
Sequence64 = BigInteger().with_variant(Integer, "sqlite")

# Bytewise order, so that a region's villages are one stretch of the index (`scope.within`).
VillageCode = String(13).with_variant(String(13, collation="C"), "postgresql")


def own_id(comment: str = "our id, ordered by time") -> Column[str]:
    """The id of a row: 32 hexadecimal digits, made by us (`storage.ids.new_id`)."""
    return Column("id", CHAR(32), primary_key=True, comment=comment)


def pointer(
    target: str, comment: str, *, null: bool = False, key: bool = False, checked: bool = True
) -> Column[str]:
    """The column that points at a table's id, named after it.

    One that is not `checked` is no foreign key: of many rows at once each would be looked up.
    """
    name = target.removesuffix("s") + "_id"
    foreign = (ForeignKey(f"{target}.id"),) if checked else ()
    column: Column[str] = Column(
        name, CHAR(32), *foreign, primary_key=key, nullable=null, comment=comment
    )
    column.info[POINTS_AT] = target
    return column


def sealed(name: str, what: str, *, null: bool = False) -> Column[bytes]:
    """A column that only the keys of the store open."""
    return Column(name, LargeBinary, nullable=null, comment=f"sealed: {what}")


def blind_index(name: str, what: str, *, null: bool = False, unique: bool = True) -> Column[bytes]:
    """A column by which a sealed value is found (HMAC-SHA256)."""
    comment = f"blind index (HMAC-SHA256): {what}"
    return Column(
        name, LargeBinary, nullable=null, unique=unique, index=not unique, comment=comment
    )


def short_text(name: str, length: int, comment: str, *, null: bool = False) -> Column[str]:
    """A text of at most so many characters."""
    return Column(name, String(length), nullable=null, comment=comment)


def village(comment: str, *, null: bool = False) -> Column[str]:
    """The village by Kemendagri code, which decides whose officers see the row."""
    return Column("village_code", VillageCode, nullable=null, comment=comment)


def moment(name: str, comment: str, *, null: bool = False) -> Column[datetime]:
    """A point in time."""
    return Column(name, Moment, nullable=null, comment=comment)


def flag(name: str, comment: str) -> Column[bool]:
    """True or false."""
    return Column(name, Boolean, nullable=False, comment=comment)


def count(name: str, comment: str, *, null: bool = False) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=null, comment=comment)


def version() -> Column[int]:
    """The count of changes, for compare-and-set."""
    return count("version", "counts changes; writers compare and set it")
