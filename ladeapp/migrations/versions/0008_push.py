"""Push: what becomes of a message, which key a phone came with, and e-mail."""

revision = '0008'
down_revision = '0007'


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
