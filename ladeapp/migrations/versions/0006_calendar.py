"""Calendars, holidays and own zones of shifts."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'


def upgrade() -> None:
    op.create_table('shift_away',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.CheckConstraint('first_day <= last_day', name=op.f('ck_shift_away_first_before_last')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shift_away_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'first_day', name=op.f('pk_shift_away'))
    )
    op.create_table('shift_calendar',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('link', sa.LargeBinary(), nullable=True),
    sa.Column('fetch_at', sa.DateTime(), nullable=True),
    sa.Column('etag', sa.String(length=200), nullable=True),
    sa.Column('read_day', sa.Date(), nullable=True),
    sa.Column('problem', sa.String(length=16), nullable=True),
    sa.Column('left_out', sa.String(length=120), nullable=False),
    sa.CheckConstraint('(link IS NULL) = (fetch_at IS NULL)', name=op.f('ck_shift_calendar_a_link_is_fetched')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shift_calendar_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_shift_calendar'))
    )
    with op.batch_alter_table('shift_calendar', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shift_calendar_fetch_at'), ['fetch_at'], unique=False)

    op.create_table('shift_imported',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_shift_imported_starts_before_it_ends')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shift_imported_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'starts_at', name=op.f('pk_shift_imported'))
    )
    op.create_table('shift_zone',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shift_zone_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_shift_zone'))
    )


def downgrade() -> None:
    op.drop_table('shift_zone')
    op.drop_table('shift_imported')
    with op.batch_alter_table('shift_calendar', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_shift_calendar_fetch_at'))

    op.drop_table('shift_calendar')
    op.drop_table('shift_away')
