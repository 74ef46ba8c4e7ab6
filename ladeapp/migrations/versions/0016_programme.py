"""The partsgruppe's plan, the workplace's own films, and who changed them."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'


def upgrade() -> None:
    op.create_table('programme_step',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=80), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('monday', sa.Date(), nullable=False),
    sa.Column('optional', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_programme_step_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', 'item', name=op.f('pk_programme_step')),
    sqlite_with_rowid=False
    )
    op.create_table('programme_log',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('what', sa.String(length=9), nullable=False),
    sa.Column('about', sa.String(length=80), nullable=False),
    sa.CheckConstraint("what IN ('plan', 'end', 'film', 'film_gone')", name=op.f('ck_programme_log_what_is_known')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_programme_log_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_log'))
    )
    with op.batch_alter_table('programme_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_log_workplace_id'), ['workplace_id'], unique=False)

    op.create_table('film',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('item', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('captions', sa.Text(), nullable=False),
    sa.CheckConstraint("kind IN ('video/mp4', 'video/webm', 'audio/mp4')", name=op.f('ck_film_kind_is_known')),
    sa.CheckConstraint("language IN ('nb', 'nn', 'en')", name=op.f('ck_film_language_is_known')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_film_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_film'))
    )
    with op.batch_alter_table('film', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_film_workplace_id'), ['workplace_id'], unique=False)


def downgrade() -> None:
    op.drop_table('film')
    op.drop_table('programme_log')
    op.drop_table('programme_step')
