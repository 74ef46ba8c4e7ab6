"""Asking: choices, blocks, caps, supporters; and no rows any more of who met whom."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'


def upgrade() -> None:
    op.create_table('pairing_choice',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('on_shift', sa.Boolean(), nullable=False),
    sa.Column('rests_until', sa.DateTime(), nullable=True),
    sa.Column('helps_max', sa.Integer(), nullable=False),
    sa.Column('outside', sa.Boolean(), nullable=False),
    sa.Column('supports', sa.Boolean(), nullable=False),
    sa.Column('hears_from', sa.DateTime(), nullable=True),
    sa.CheckConstraint('helps_max BETWEEN 0 AND 5', name=op.f('ck_pairing_choice_helps_within_reason')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pairing_choice_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_pairing_choice'))
    )
    op.create_table('block',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('person_id <> other_id', name=op.f('ck_block_nobody_blocks_herself')),
    sa.ForeignKeyConstraint(['other_id'], ['person.id'], name=op.f('fk_block_other_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_block_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'other_id', name=op.f('pk_block')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('block', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_block_other_id'), ['other_id'], unique=False)

    op.create_table('help_count',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.CheckConstraint('times > 0', name=op.f('ck_help_count_counts_what_happened')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_help_count_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'day', name=op.f('pk_help_count'))
    )
    op.create_table('pairing_policy',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('outside', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_pairing_policy_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', name=op.f('pk_pairing_policy'))
    )
    asks(sa.Column('reach', sa.String(length=5), nullable=False),
    sa.CheckConstraint("reach IN ('new', 'shift', 'unit', 'all')", name=op.f('ck_ask_reach_is_known')))
    with op.batch_alter_table('pairing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pairing_slot_day'))

    op.drop_table('pairing')


def downgrade() -> None:
    op.create_table('pairing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('a_id', sa.Integer(), nullable=False),
    sa.Column('b_id', sa.Integer(), nullable=False),
    sa.Column('slot_day', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.CheckConstraint("state IN ('agreed')", name=op.f('ck_pairing_state_is_known')),
    sa.CheckConstraint('a_id < b_id', name=op.f('ck_pairing_unordered_and_not_oneself')),
    sa.ForeignKeyConstraint(['a_id'], ['person.id'], name=op.f('fk_pairing_a_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['b_id'], ['person.id'], name=op.f('fk_pairing_b_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pairing'))
    )
    with op.batch_alter_table('pairing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pairing_slot_day'), ['slot_day'], unique=False)

    asks()
    op.drop_table('pairing_policy')
    op.drop_table('help_count')
    with op.batch_alter_table('block', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_block_other_id'))

    op.drop_table('block')
    op.drop_table('pairing_choice')


def asks(*more: sa.schema.SchemaItem) -> None:
    """Make the table anew: an ask lives for minutes, and whoever asked across an upgrade can ask again."""
    with op.batch_alter_table('ask', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ask_expires_at'))

    op.drop_table('ask')
    op.create_table('ask',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    *more,
    sa.CheckConstraint('opens_at < expires_at', name=op.f('ck_ask_opens_before_it_expires')),
    sa.ForeignKeyConstraint(['asker_id'], ['person.id'], name=op.f('fk_ask_asker_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ask')),
    sa.UniqueConstraint('asker_id', name=op.f('uq_ask_asker_id'))
    )
    with op.batch_alter_table('ask', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ask_expires_at'), ['expires_at'], unique=False)
