"""Stations for one to six, joined by code."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
