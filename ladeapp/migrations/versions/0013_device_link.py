"""A box for five minutes, in which two phones of one person agree on a key."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'


def upgrade() -> None:
    op.create_table('device_link',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('tag', sa.LargeBinary(length=16), nullable=False),
    sa.Column('offer', sa.LargeBinary(length=65), nullable=False),
    sa.Column('reply', sa.LargeBinary(length=65), nullable=True),
    sa.Column('wrapped', sa.LargeBinary(length=60), nullable=True),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_device_link_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_device_link'))
    )


def downgrade() -> None:
    op.drop_table('device_link')
