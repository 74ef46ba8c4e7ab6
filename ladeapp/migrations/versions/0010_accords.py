"""Three keys: what has been proposed, who held a key then, and what each said."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'

OPEN = sa.text('outcome IS NULL')


def upgrade() -> None:
    op.create_table('accord',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(length=400), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=9), nullable=True),
    sa.Column('outcome_day', sa.Date(), nullable=True),
    sa.CheckConstraint("outcome IN ('in_force', 'refused', 'withdrawn', 'overtaken')", name=op.f('ck_accord_outcome_is_known')),
    sa.CheckConstraint('(outcome IS NULL) = (outcome_day IS NULL)', name=op.f('ck_accord_an_outcome_has_its_day')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_accord_by_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_accord_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accord'))
    )
    with op.batch_alter_table('accord', schema=None) as batch_op:
        batch_op.create_index('ix_accord_one_open', ['workplace_id', 'subject'], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)
        batch_op.create_index(batch_op.f('ix_accord_workplace_id'), ['workplace_id'], unique=False)

    op.create_table('accord_key',
    sa.Column('accord_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['accord_id'], ['accord.id'], name=op.f('fk_accord_key_accord_id_accord'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_accord_key_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('accord_id', 'person_id', 'role', name=op.f('pk_accord_key')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('accord_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accord_key_person_id'), ['person_id'], unique=False)

    op.create_table('accord_word',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('accord_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('refused', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep')", name=op.f('ck_accord_word_role_is_a_key')),
    sa.ForeignKeyConstraint(['accord_id'], ['accord.id'], name=op.f('fk_accord_word_accord_id_accord'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_accord_word_person_id_person'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accord_word')),
    sa.UniqueConstraint('accord_id', 'person_id', name=op.f('uq_accord_word_accord_id_person_id'))
    )
    with op.batch_alter_table('accord_word', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_accord_word_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    op.drop_table('accord_word')
    op.drop_table('accord_key')
    op.drop_table('accord')
