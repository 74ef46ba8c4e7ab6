"""Calendars, holidays and own zones of shifts."""

revision = '0006'
down_revision = '0005'


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
