"""Which questions a reminder last told of, so that she is told of them once; and whether a calendar's link is another than what counts came from."""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'


def upgrade() -> None:
    op.add_column('reminder_count', sa.Column('survey_day', sa.Date(), nullable=True))
    op.add_column('shift_calendar', sa.Column('is_new', sa.Boolean(), nullable=False, server_default=sa.false()))
    calendar = sa.table('shift_calendar', sa.column('is_new', sa.Boolean()), sa.column('read_day', sa.Date()))
    op.execute(sa.update(calendar).where(calendar.c.read_day.is_(None)).values(is_new=True))


def downgrade() -> None:
    op.drop_column('shift_calendar', 'is_new')
    op.drop_column('reminder_count', 'survey_day')
