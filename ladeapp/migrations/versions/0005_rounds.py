"""Standing pairs and rounds."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'


def upgrade() -> None:
    op.create_table('round',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('seed', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('claimed_until', sa.DateTime(), nullable=True),
    sa.Column('seeking', sa.Boolean(), nullable=False),
    sa.CheckConstraint("(state = 'matching') = (claimed_until IS NOT NULL)", name=op.f('ck_round_matching_is_claimed')),
    sa.CheckConstraint("state IN ('open', 'matching', 'running')", name=op.f('ck_round_state_is_known')),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_round_starts_before_it_ends')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_round_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round')),
    sa.UniqueConstraint('workplace_id', 'starts_at', name=op.f('uq_round_workplace_id_starts_at'))
    )
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_ends_at'), ['ends_at'], unique=False)

    op.create_table('round_plan',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('weeks', sa.Integer(), nullable=False),
    sa.CheckConstraint('weeks IN (0, 1, 2, 4)', name=op.f('ck_round_plan_weeks_are_offered')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_round_plan_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', name=op.f('pk_round_plan'))
    )
    op.create_table('first_in_line',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_first_in_line_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_first_in_line_round_id_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_first_in_line')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('first_in_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_first_in_line_round_id'), ['round_id'], unique=False)

    op.create_table('joining',
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_joining_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_joining_round_id_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'person_id', name=op.f('pk_joining')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('joining', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_joining_person_id'), ['person_id'], unique=False)

    op.create_table('meeting',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('slot', sa.DateTime(), nullable=True),
    sa.Column('times', sa.String(length=50), nullable=False),
    sa.Column('shared_day', sa.Date(), nullable=True),
    sa.Column('shared_kind', sa.String(length=7), nullable=True),
    sa.Column('met', sa.Boolean(), nullable=False),
    sa.CheckConstraint("shared_kind IN ('day', 'evening', 'night')", name=op.f('ck_meeting_shared_kind_is_known')),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_meeting_round_id_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting'))
    )
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_round_id'), ['round_id'], unique=False)

    op.create_table('met',
    sa.Column('round_id', sa.Uuid(), nullable=False),
    sa.Column('tag', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['round.id'], name=op.f('fk_met_round_id_round'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'tag', name=op.f('pk_met')),
    sqlite_with_rowid=False
    )
    op.create_table('round_choice',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('profession', sa.String(length=16), nullable=True),
    sa.Column('wish', sa.String(length=5), nullable=False),
    sa.Column('paused_until', sa.Date(), nullable=True),
    sa.Column('news', sa.String(length=8), nullable=True),
    sa.CheckConstraint("news IN ('parted')", name=op.f('ck_round_choice_news_is_known')),
    sa.CheckConstraint("wish IN ('any', 'same', 'other')", name=op.f('ck_round_choice_wish_is_known')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_round_choice_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_round_choice'))
    )
    op.create_table('standing_pair',
    sa.Column('a_id', sa.Integer(), nullable=False),
    sa.Column('b_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('a_id < b_id', name=op.f('ck_standing_pair_unordered_and_not_oneself')),
    sa.ForeignKeyConstraint(['a_id'], ['person.id'], name=op.f('fk_standing_pair_a_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['b_id'], ['person.id'], name=op.f('fk_standing_pair_b_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('a_id', name=op.f('pk_standing_pair')),
    sa.UniqueConstraint('b_id', name=op.f('uq_standing_pair_b_id'))
    )
    op.create_table('meeting_seat',
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.String(length=8), nullable=False),
    sa.Column('agreed', sa.Boolean(), nullable=False),
    sa.Column('continues', sa.Boolean(), nullable=False),
    sa.CheckConstraint("why IN ('standing', 'shift', 'new', 'again', 'three')", name=op.f('ck_meeting_seat_why_is_known')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_seat_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_meeting_seat_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', 'person_id', name=op.f('pk_meeting_seat')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('meeting_seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_seat_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('meeting_seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_seat_person_id'))

    op.drop_table('meeting_seat')
    op.drop_table('standing_pair')
    op.drop_table('round_choice')
    op.drop_table('met')
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_round_id'))

    op.drop_table('meeting')
    with op.batch_alter_table('joining', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_joining_person_id'))

    op.drop_table('joining')
    with op.batch_alter_table('first_in_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_first_in_line_round_id'))

    op.drop_table('first_in_line')
    op.drop_table('round_plan')
    with op.batch_alter_table('round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_ends_at'))

    op.drop_table('round')
