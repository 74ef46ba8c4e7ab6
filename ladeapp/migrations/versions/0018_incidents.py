"""Follow-up after something grave: that it runs, which steps are done, and the workplace's own words. No person anywhere."""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'


def upgrade() -> None:
    op.create_table('incident',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('led_by', sa.String(length=20), nullable=True),
    sa.Column('outcome', sa.String(length=12), nullable=True),
    sa.CheckConstraint("led_by IN ('lead', 'safety_rep', 'union_rep', 'occupational_health')", name=op.f('ck_incident_led_by_is_a_role')),
    sa.CheckConstraint("outcome IN ('done', 'not_needed')", name=op.f('ck_incident_outcome_is_known')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_incident_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident')),
    sa.UniqueConstraint('team_id', 'day', name=op.f('uq_incident_team_id_day')),
    sqlite_with_rowid=False
    )
    op.create_table('incident_step',
    sa.Column('incident_id', sa.Uuid(), nullable=False),
    sa.Column('point', sa.String(length=40), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep')", name=op.f('ck_incident_step_role_is_known')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_incident_step_incident_id_incident'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('incident_id', 'point', name=op.f('pk_incident_step')),
    sqlite_with_rowid=False
    )
    op.create_table('incident_wording',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('point', sa.String(length=40), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_incident_wording_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', 'point', name=op.f('pk_incident_wording')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('incident_wording')
    op.drop_table('incident_step')
    op.drop_table('incident')
