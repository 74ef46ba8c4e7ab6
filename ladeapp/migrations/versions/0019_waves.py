"""Waves of short questions: which, when, who signed; and room for their scales' names in the tables of the team's number."""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'

HOLDING = {'period': 'id', 'roster': 'period_id', 'terms': 'period_id', 'contribution': 'period_id', 'release': 'period_id'}


def upgrade() -> None:
    widen(8, 40)
    op.create_table('wave',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('weeks', sa.Integer(), nullable=False),
    sa.Column('scales', sa.String(length=100), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('first_day', sa.Date(), nullable=True),
    sa.Column('closes', sa.DateTime(), nullable=True),
    sa.CheckConstraint('months IN (0, 3, 6, 12)', name=op.f('ck_wave_months_are_known')),
    sa.CheckConstraint('number BETWEEN 1 AND 4', name=op.f('ck_wave_four_a_year')),
    sa.CheckConstraint('weeks BETWEEN 1 AND 4', name=op.f('ck_wave_one_to_four_weeks')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_wave_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wave')),
    sa.UniqueConstraint('workplace_id', 'year', 'number', name=op.f('uq_wave_workplace_id_year_number'))
    )
    with op.batch_alter_table('wave', schema=None) as batch_op:
        batch_op.create_index('ix_wave_one_proposed', ['workplace_id'], unique=True, sqlite_where=sa.text('first_day IS NULL'), postgresql_where=sa.text('first_day IS NULL'))
        batch_op.create_index(batch_op.f('ix_wave_workplace_id'), ['workplace_id'], unique=False)

    op.create_table('wave_team',
    sa.Column('wave_id', sa.Uuid(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('head_id', sa.Integer(), nullable=False),
    sa.Column('is_asked', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['head_id'], ['team.id'], name=op.f('fk_wave_team_head_id_team')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_wave_team_team_id_team')),
    sa.ForeignKeyConstraint(['wave_id'], ['wave.id'], name=op.f('fk_wave_team_wave_id_wave'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('wave_id', 'team_id', name=op.f('pk_wave_team'))
    )
    op.create_table('wave_signature',
    sa.Column('wave_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep')", name=op.f('ck_wave_signature_role_is_a_key')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_wave_signature_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['wave_id'], ['wave.id'], name=op.f('fk_wave_signature_wave_id_wave'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('wave_id', 'role', name=op.f('pk_wave_signature')),
    sa.UniqueConstraint('wave_id', 'person_id', name=op.f('uq_wave_signature_wave_id_person_id'))
    )
    with op.batch_alter_table('wave_signature', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wave_signature_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    for table in ('wave_signature', 'wave_team', 'wave'):
        op.drop_table(table)
    widen(40, 8)


def widen(before: int, after: int) -> None:
    """Another length, nothing else. SQLite never looks at it; there the words alone are changed, because copying a table anew would
    lose the triggers of `release`, and rows lie in no order of arrival as they are."""
    if op.get_bind().dialect.name != "sqlite":
        for table, column in HOLDING.items():
            op.alter_column(table, column, type_=sa.String(length=after), existing_type=sa.String(length=before), existing_nullable=False)
        return
    op.execute(sa.text("PRAGMA writable_schema = ON"))
    for table, column in HOLDING.items():
        op.get_bind().execute(
            sa.text("UPDATE sqlite_schema SET sql = replace(sql, :old, :new) WHERE type = 'table' AND name = :name"),
            {"name": table, "old": f"{column} VARCHAR({before})", "new": f"{column} VARCHAR({after})"},
        )
    version = op.get_bind().execute(sa.text("PRAGMA schema_version")).scalar_one()
    op.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    op.execute(sa.text("PRAGMA writable_schema = OFF"))
