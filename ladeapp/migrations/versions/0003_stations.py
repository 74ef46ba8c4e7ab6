"""Stations for one to six, joined by four words; what a workplace offers. Stations last for hours: they are made anew."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'


def upgrade() -> None:
    op.drop_table('seat')
    op.drop_table('peer_session')
    op.create_table('peer_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('protocol', sa.String(length=20), nullable=False),
    sa.Column('stretch', sa.Integer(), nullable=False),
    sa.Column('code_digest', sa.LargeBinary(length=32), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('paused_at', sa.DateTime(), nullable=True),
    sa.Column('halted', sa.Boolean(), nullable=False),
    sa.Column('sharer', sa.String(length=1), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=False),
    sa.Column('ending', sa.String(length=8), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("ending IN ('done', 'stopped')", name=op.f('ck_peer_session_ending_is_known')),
    sa.CheckConstraint('(ending IS NULL) = (ended_at IS NULL)', name=op.f('ck_peer_session_an_ending_has_its_time')),
    sa.CheckConstraint('step >= 0', name=op.f('ck_peer_session_step_counts_from_zero')),
    sa.CheckConstraint('stretch IN (100, 125, 150, 200)', name=op.f('ck_peer_session_stretch_is_known')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_peer_session_workplace_id_workplace'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_session'))
    )
    with op.batch_alter_table('peer_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_peer_session_code_digest'), ['code_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_peer_session_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_peer_session_opened_at'), ['opened_at'], unique=False)

    op.create_table('seat',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('letter', sa.String(length=1), nullable=False),
    sa.Column('ready', sa.Boolean(), nullable=False),
    sa.Column('away', sa.Boolean(), nullable=False),
    sa.Column('home', sa.Boolean(), nullable=False),
    sa.CheckConstraint("letter IN ('a', 'b', 'c', 'd', 'e', 'f')", name=op.f('ck_seat_letter_is_known')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seat_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['peer_session.id'], name=op.f('fk_seat_session_id_peer_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_seat')),
    sa.UniqueConstraint('session_id', 'letter', name=op.f('uq_seat_session_id_letter'))
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_person_id'), ['person_id'], unique=False)

    op.create_table('station_offer',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('protocol', sa.String(length=20), nullable=False),
    sa.Column('offered', sa.Boolean(), nullable=False),
    sa.Column('stretch', sa.Integer(), nullable=False),
    sa.CheckConstraint('stretch IN (100, 125, 150, 200)', name=op.f('ck_station_offer_stretch_is_known')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_station_offer_workplace_id_workplace'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workplace_id', 'protocol', name=op.f('pk_station_offer'))
    )


def downgrade() -> None:
    op.drop_table('station_offer')
    op.drop_table('seat')
    op.drop_table('peer_session')
    op.create_table('peer_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('protocol', sa.String(length=20), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('paused_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=False),
    sa.Column('ending', sa.String(length=8), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("ending IN ('done', 'stopped')", name=op.f('ck_peer_session_ending_is_known')),
    sa.CheckConstraint('(ending IS NULL) = (ended_at IS NULL)', name=op.f('ck_peer_session_an_ending_has_its_time')),
    sa.CheckConstraint('step >= 0', name=op.f('ck_peer_session_step_counts_from_zero')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_session'))
    )
    with op.batch_alter_table('peer_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_peer_session_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_peer_session_opened_at'), ['opened_at'], unique=False)

    op.create_table('seat',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('letter', sa.String(length=1), nullable=False),
    sa.Column('ready', sa.Boolean(), nullable=False),
    sa.CheckConstraint("letter IN ('a', 'b')", name=op.f('ck_seat_letter_is_known')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seat_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['peer_session.id'], name=op.f('fk_seat_session_id_peer_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_seat')),
    sa.UniqueConstraint('session_id', 'letter', name=op.f('uq_seat_session_id_letter'))
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_person_id'), ['person_id'], unique=False)
