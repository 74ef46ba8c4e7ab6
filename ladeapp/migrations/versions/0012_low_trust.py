"""A team's own low trust, and how many each frozen roster counts."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'

LOW_TRUST = "ALTER TABLE {0} ADD COLUMN low_trust BOOLEAN DEFAULT {1} NOT NULL{2}"
STRICT = " CONSTRAINT ck_{0}_low_trust_is_strict CHECK (mode = 'strict' OR NOT low_trust)"
COUNTED = (
    "UPDATE terms SET heads = (SELECT count(*) FROM roster "
    "WHERE roster.period_id = terms.period_id AND roster.team_id = terms.team_id AND roster.counted)"
)


def upgrade() -> None:
    no = "0" if op.get_bind().dialect.name == "sqlite" else "false"
    for table in ("team", "terms"):  # in place: a copy of `team` would take with it all that points there
        op.execute(LOW_TRUST.format(table, no, STRICT.format(table)))
    op.execute(LOW_TRUST.format("terms_voice", no, ""))
    op.add_column('terms', sa.Column('heads', sa.Integer(), server_default='0', nullable=False))
    op.execute(COUNTED)


def downgrade() -> None:
    op.drop_column('terms', 'heads')
    for table in ("team", "terms", "terms_voice"):
        op.drop_column(table, 'low_trust')
