"""Whoever refuses after her own signature has signed all the same: the log tells both."""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'


def upgrade() -> None:
    op.add_column('accord_word', sa.Column('signed_as', sa.String(length=16), nullable=True))
    op.add_column('accord_word', sa.Column('signed_day', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('accord_word', 'signed_day')
    op.drop_column('accord_word', 'signed_as')
