"""How long things are kept: a phone's address for messages, and how many belonged to a team when the list itself is forgotten."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0009'


def upgrade() -> None:
    op.create_table('headcount',
    sa.Column('period_id', sa.String(length=8), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('counted', sa.Integer(), nullable=False),
    sa.CheckConstraint('0 <= counted AND counted <= people', name=op.f('ck_headcount_counts_people')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_headcount_period_id_period')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_headcount_team_id_team')),
    sa.PrimaryKeyConstraint('period_id', 'team_id', name=op.f('pk_headcount')),
    sqlite_with_rowid=False
    )
    op.add_column('push_subscription', sa.Column('kept_until', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('push_subscription', schema=None, table_kwargs={'sqlite_with_rowid': False}) as batch_op:
        batch_op.drop_column('kept_until')

    op.drop_table('headcount')
