"""How long a phone's address for messages is kept."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'


def upgrade() -> None:
    op.add_column('push_subscription', sa.Column('kept_until', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('push_subscription', schema=None, table_kwargs={'sqlite_with_rowid': False}) as batch_op:
        batch_op.drop_column('kept_until')
