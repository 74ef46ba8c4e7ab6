"""Suggestions: sealed while they wait, in clear when they are delivered."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'


def upgrade() -> None:
    op.create_table('box',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=16), nullable=False),
    sa.Column('looked_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_box_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', name=op.f('pk_box'))
    )
    op.create_table('suggestion',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('tag', sa.LargeBinary(length=32), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_suggestion_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', 'tag', name=op.f('pk_suggestion')),
    sqlite_with_rowid=False
    )
    op.create_table('delivery',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('key', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_delivery_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', 'day', name=op.f('pk_delivery')),
    sqlite_with_rowid=False
    )
    op.create_table('delivered_suggestion',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(length=600), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id', 'day'], ['delivery.workplace_id', 'delivery.day'],
                            name=op.f('fk_delivered_suggestion_workplace_id_delivery'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workplace_id', 'day', 'place', name=op.f('pk_delivered_suggestion')),
    sqlite_with_rowid=False
    )
    if op.get_bind().dialect.name == "postgresql":
        # Beside the row, in a table of long values, each would get a number in order of arrival.
        op.execute("ALTER TABLE suggestion ALTER COLUMN sealed SET STORAGE PLAIN")


def downgrade() -> None:
    for table in ('delivered_suggestion', 'delivery', 'suggestion', 'box'):
        op.drop_table(table)
