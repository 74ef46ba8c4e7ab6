"""Reminders."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'


def upgrade() -> None:
    op.create_table('reminder_choice',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('after_shift', sa.Boolean(), nullable=False),
    sa.Column('after_minutes', sa.Integer(), nullable=False),
    sa.Column('mid_shift', sa.Boolean(), nullable=False),
    sa.Column('weekly_day', sa.Integer(), nullable=True),
    sa.Column('weekly_time', sa.Time(), nullable=True),
    sa.Column('fixed_time', sa.Time(), nullable=True),
    sa.Column('fixed_in_quiet', sa.Boolean(), nullable=False),
    sa.Column('per_week', sa.Integer(), nullable=False),
    sa.Column('paused_until', sa.Date(), nullable=True),
    sa.CheckConstraint('(weekly_day IS NULL) = (weekly_time IS NULL)', name=op.f('ck_reminder_choice_weekly_day_has_a_time')),
    sa.CheckConstraint('after_minutes BETWEEN 0 AND 20', name=op.f('ck_reminder_choice_soon_after')),
    sa.CheckConstraint('per_week BETWEEN 1 AND 7', name=op.f('ck_reminder_choice_per_week_is_at_most_one_a_day')),
    sa.CheckConstraint('weekly_day BETWEEN 0 AND 6', name=op.f('ck_reminder_choice_weekly_day_is_one')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_choice_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_reminder_choice'))
    )
    op.create_table('reminder_count',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('week', sa.Date(), nullable=True),
    sa.Column('used', sa.Integer(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=True),
    sa.Column('next_occasion', sa.String(length=40), nullable=True),
    sa.Column('next_day', sa.Date(), nullable=True),
    sa.Column('next_week', sa.Date(), nullable=True),
    sa.Column('next_due', sa.DateTime(), nullable=True),
    sa.Column('next_ends', sa.DateTime(), nullable=True),
    sa.CheckConstraint('used BETWEEN 0 AND 7', name=op.f('ck_reminder_count_used_is_at_most_one_a_day')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_count_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_reminder_count'))
    )
    op.create_table('reminder_offer',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_reminder_offer_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'day', name=op.f('pk_reminder_offer')),
    sqlite_with_rowid=False
    )
    op.create_table('calendar_feed',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_feed_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('digest', name=op.f('uq_calendar_feed_digest')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('calendar_feed')
    op.drop_table('reminder_offer')
    op.drop_table('reminder_count')
    op.drop_table('reminder_choice')
