"""Which questions a reminder last told of, so that she is told of them once."""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'


def upgrade() -> None:
    op.add_column('reminder_count', sa.Column('survey_day', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('reminder_count', 'survey_day')
