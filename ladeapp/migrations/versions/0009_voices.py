"""What a team's list wants its number to take."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'


def upgrade() -> None:
    op.create_table('terms_voice',
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(length=8), nullable=False),
    sa.Column('k', sa.Integer(), nullable=False),
    sa.CheckConstraint("mode IN ('standard', 'strict')", name=op.f('ck_terms_voice_mode_is_known')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_terms_voice_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_terms_voice_team_id_team')),
    sa.PrimaryKeyConstraint('team_id', 'person_id', name=op.f('pk_terms_voice')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('terms_voice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_terms_voice_person_id'), ['person_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('terms_voice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_terms_voice_person_id'))

    op.drop_table('terms_voice')
