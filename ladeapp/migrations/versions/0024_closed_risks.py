"""A risk can be closed, with why and on which day."""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'

WHY = "ALTER TABLE work_risk ADD COLUMN closed_why TEXT CONSTRAINT ck_work_risk_closed_has_its_reason CHECK ((closed_day IS NULL) = (closed_why IS NULL))"


def upgrade() -> None:
    op.add_column('work_risk', sa.Column('closed_day', sa.Date(), nullable=True))
    op.execute(WHY)  # in place: a copy of `work_risk` would take with it all that points there


def downgrade() -> None:
    op.drop_column('work_risk', 'closed_why')
    op.drop_column('work_risk', 'closed_day')
