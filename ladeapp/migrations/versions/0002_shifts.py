"""Shifts: a person's own rotation, edits and the shifts that follow."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'


def upgrade() -> None:
    op.create_table('shift',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('starts_at < ends_at', name=op.f('ck_shift_starts_before_it_ends')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shift_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'starts_at', name=op.f('pk_shift'))
    )
    with op.batch_alter_table('shift', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_shift_ends_at'), ['ends_at'], unique=False)

    op.create_table('shift_rotation',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('pattern', sa.String(length=168), nullable=False),
    sa.Column('hours', sa.String(length=40), nullable=False),
    sa.CheckConstraint('length(pattern) BETWEEN 7 AND 168', name=op.f('ck_shift_rotation_is_1_to_24_weeks')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shift_rotation_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_shift_rotation'))
    )
    op.create_table('shift_edit',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('hours', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shift_edit_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'day', name=op.f('pk_shift_edit'))
    )


def downgrade() -> None:
    op.drop_table('shift_edit')
    op.drop_table('shift_rotation')
    op.drop_table('shift')
