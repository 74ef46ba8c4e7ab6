"""Another round of the programme beside the first, what became of suggestions, and the week in which an owner was last told."""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0019'

DISCUSSION = sa.text("kind = 'discussion'")


def upgrade() -> None:
    op.add_column('work_record', sa.Column('round', sa.Integer(), nullable=False, server_default='1'))  # in place: its triggers stay
    op.add_column('work_measure', sa.Column('told_week', sa.Date(), nullable=True))
    _one_discussion('workplace_id', 'round')
    with op.batch_alter_table('work_phase', schema=None) as batch_op:
        batch_op.add_column(sa.Column('round', sa.Integer(), nullable=False, server_default='1'))
        batch_op.drop_constraint(op.f('pk_work_phase'), type_='primary')
        batch_op.create_primary_key(op.f('pk_work_phase'), ['workplace_id', 'round', 'key'])
    op.create_table('work_reply',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('delivered', sa.Date(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Uuid(), nullable=True),
    sa.Column('risk_id', sa.Uuid(), nullable=True),
    sa.Column('kept_day', sa.Date(), nullable=True),
    sa.Column('text', sa.String(length=300), nullable=True),
    sa.Column('text_day', sa.Date(), nullable=True),
    sa.CheckConstraint('(text IS NULL) = (text_day IS NULL)', name=op.f('ck_work_reply_answered_has_its_day')),
    sa.ForeignKeyConstraint(['measure_id'], ['work_measure.id'], name=op.f('fk_work_reply_measure_id_work_measure'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['risk_id'], ['work_risk.id'], name=op.f('fk_work_reply_risk_id_work_risk'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_work_reply_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', 'delivered', 'number', name=op.f('pk_work_reply'))
    )
    with op.batch_alter_table('work_reply', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_reply_measure_id'), ['measure_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_reply_risk_id'), ['risk_id'], unique=False)


def downgrade() -> None:
    op.drop_table('work_reply')
    op.execute("DELETE FROM work_phase WHERE round > 1")
    op.execute("DELETE FROM work_record WHERE round > 1")
    with op.batch_alter_table('work_phase', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('pk_work_phase'), type_='primary')
        batch_op.create_primary_key(op.f('pk_work_phase'), ['workplace_id', 'key'])
        batch_op.drop_column('round')
    _one_discussion('workplace_id')
    op.drop_column('work_measure', 'told_week')
    op.drop_column('work_record', 'round')


def _one_discussion(*columns: str) -> None:
    op.drop_index('ix_work_record_one_discussion', table_name='work_record')
    op.create_index('ix_work_record_one_discussion', 'work_record', list(columns), unique=True, sqlite_where=DISCUSSION, postgresql_where=DISCUSSION)
