"""Push: what becomes of a message, which key a phone came with, and e-mail."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'

SERVICES = ("fcm.googleapis.com", "jmt17.google.com", "updates.push.services.mozilla.com", "push.apple.com", "notify.windows.com")
STATE_KNOWN = "state IN ('due', 'sending', 'done', 'lost', 'dead')"


def upgrade() -> None:
    op.create_table('mail_address',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('token', sa.Uuid(), nullable=False),
    sa.Column('address', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(length=9), nullable=False),
    sa.CheckConstraint("state IN ('new', 'asked', 'confirmed')", name=op.f('ck_mail_address_state_known')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_address_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_mail_address')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('push_delivery', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(length=8), nullable=False, server_default='due'))
        batch_op.add_column(sa.Column('service', sa.String(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('mark', sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
        batch_op.create_check_constraint(op.f('ck_push_delivery_state_known'), STATE_KNOWN)
        batch_op.drop_index(batch_op.f('ix_push_delivery_due_at'))
        batch_op.create_index(batch_op.f('ix_push_delivery_state'), ['state', 'service', 'due_at'], unique=False)

    with op.batch_alter_table('push_delivery', schema=None) as batch_op:
        batch_op.alter_column('state', server_default=None)
        batch_op.alter_column('service', server_default=None)
        batch_op.alter_column('mark', server_default=None)

    with op.batch_alter_table('push_subscription', schema=None) as batch_op:
        batch_op.add_column(sa.Column('vapid', sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column('service', sa.String(length=40), nullable=False, server_default='elsewhere'))
    for name in SERVICES:
        carried = f"endpoint LIKE 'https://{name}/%' OR endpoint LIKE 'https://%.{name}/%'"
        op.execute(f"UPDATE push_subscription SET service = '{name}' WHERE {carried}")
    with op.batch_alter_table('push_subscription', schema=None, table_kwargs={'sqlite_with_rowid': False}) as batch_op:
        batch_op.alter_column('service', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('push_subscription', schema=None, table_kwargs={'sqlite_with_rowid': False}) as batch_op:
        batch_op.drop_column('vapid')
        batch_op.drop_column('service')

    op.execute("DELETE FROM push_delivery WHERE state <> 'due'")
    with op.batch_alter_table('push_delivery', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_push_delivery_state'))
        batch_op.create_index(batch_op.f('ix_push_delivery_due_at'), ['due_at'], unique=False)
        batch_op.drop_constraint(op.f('ck_push_delivery_state_known'), type_='check')
        batch_op.drop_column('state')
        batch_op.drop_column('service')
        batch_op.drop_column('mark')

    op.drop_table('mail_address')
