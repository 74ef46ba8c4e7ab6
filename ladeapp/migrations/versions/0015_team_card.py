"""What a team has agreed on, in its own words."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'


def upgrade() -> None:
    op.create_table('team_card',
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('prompt', sa.String(length=160), nullable=False),
    sa.Column('line', sa.String(length=200), nullable=False),
    sa.CheckConstraint('place BETWEEN 0 AND 4', name=op.f('ck_team_card_five_lines_at_most')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_card_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'place', name=op.f('pk_team_card'))
    )


def downgrade() -> None:
    op.drop_table('team_card')
