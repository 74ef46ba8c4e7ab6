"""What comes back every year can be ticked as done."""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'


def upgrade() -> None:
    op.create_table('work_point',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('key', sa.String(length=16), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_work_point_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', 'round', 'key', name=op.f('pk_work_point'))
    )


def downgrade() -> None:
    op.drop_table('work_point')
