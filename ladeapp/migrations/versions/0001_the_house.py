"""The first tables: people, vault, push, periods, stations, pairing."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None

SQLITE_TRIGGERS = (
    "CREATE TRIGGER release_is_never_changed BEFORE UPDATE ON release BEGIN SELECT RAISE(ABORT, 'a release is never changed'); END",
    "CREATE TRIGGER release_is_never_deleted BEFORE DELETE ON release BEGIN SELECT RAISE(ABORT, 'a release is never deleted'); END",
    "CREATE TRIGGER release_is_never_replaced BEFORE INSERT ON release WHEN EXISTS (SELECT 1 FROM release WHERE team_id = NEW.team_id AND period_id = NEW.period_id) BEGIN SELECT RAISE(ABORT, 'a release is never replaced'); END",
)
POSTGRESQL_TRIGGERS = (
    "CREATE OR REPLACE FUNCTION release_is_for_good() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a release is never changed or deleted' USING ERRCODE = 'restrict_violation'; END $$",
    'CREATE TRIGGER release_is_for_good BEFORE UPDATE OR DELETE ON release FOR EACH ROW EXECUTE FUNCTION release_is_for_good()',
)


def upgrade() -> None:
    op.create_table('peer_session',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('protocol', sa.String(length=20), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('paused_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=False),
    sa.Column('ending', sa.String(length=8), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.CheckConstraint("ending IN ('done', 'stopped')", name=op.f('ck_peer_session_ending_is_known')),
    sa.CheckConstraint('(ending IS NULL) = (ended_at IS NULL)', name=op.f('ck_peer_session_an_ending_has_its_time')),
    sa.CheckConstraint('step >= 0', name=op.f('ck_peer_session_step_counts_from_zero')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_session'))
    )
    with op.batch_alter_table('peer_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_peer_session_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_peer_session_opened_at'), ['opened_at'], unique=False)

    op.create_table('period',
    sa.Column('id', sa.String(length=8), nullable=False),
    sa.Column('opens', sa.DateTime(), nullable=False),
    sa.Column('closes', sa.DateTime(), nullable=False),
    sa.Column('state', sa.String(length=6), nullable=False),
    sa.CheckConstraint("state IN ('open', 'closed')", name=op.f('ck_period_state_is_known')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_period')),
    sqlite_with_rowid=False
    )
    op.create_table('workplace',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_workplace')),
    sa.UniqueConstraint('slug', name=op.f('uq_workplace_slug'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('login', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('joined_day', sa.Date(), nullable=False),
    sa.Column('left_day', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_person_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('key', name=op.f('uq_person_key')),
    sa.UniqueConstraint('workplace_id', 'login', name=op.f('uq_person_workplace_id_login'))
    )
    op.create_table('setup_link',
    sa.Column('code_sha256', sa.LargeBinary(length=32), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=True),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_setup_link_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('code_sha256', name=op.f('pk_setup_link'))
    )
    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_unit_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('workplace_id', 'name', name=op.f('uq_unit_workplace_id_name'))
    )
    op.create_table('ask',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('opens_at < expires_at', name=op.f('ck_ask_opens_before_it_expires')),
    sa.ForeignKeyConstraint(['asker_id'], ['person.id'], name=op.f('fk_ask_asker_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ask')),
    sa.UniqueConstraint('asker_id', name=op.f('uq_ask_asker_id'))
    )
    with op.batch_alter_table('ask', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ask_expires_at'), ['expires_at'], unique=False)

    op.create_table('ask_count',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_ask_count_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_ask_count'))
    )
    op.create_table('notice',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_person_id'), ['person_id'], unique=False)

    op.create_table('pairing',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('a_id', sa.Integer(), nullable=False),
    sa.Column('b_id', sa.Integer(), nullable=False),
    sa.Column('slot_day', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.CheckConstraint("state IN ('agreed')", name=op.f('ck_pairing_state_is_known')),
    sa.CheckConstraint('a_id < b_id', name=op.f('ck_pairing_unordered_and_not_oneself')),
    sa.ForeignKeyConstraint(['a_id'], ['person.id'], name=op.f('fk_pairing_a_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['b_id'], ['person.id'], name=op.f('fk_pairing_b_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pairing'))
    )
    with op.batch_alter_table('pairing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pairing_slot_day'), ['slot_day'], unique=False)

    op.create_table('password_reset',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('code_sha256', sa.LargeBinary(length=32), nullable=False),
    sa.Column('opens_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_password_reset_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_password_reset')),
    sa.UniqueConstraint('code_sha256', name=op.f('uq_password_reset_code_sha256'))
    )
    op.create_table('push_delivery',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.String(length=80), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('navigate', sa.String(length=200), nullable=False),
    sa.Column('tag', sa.String(length=32), nullable=False),
    sa.Column('urgency', sa.String(length=8), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('lease_until', sa.DateTime(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.CheckConstraint("urgency IN ('very-low', 'low', 'normal', 'high')", name=op.f('ck_push_delivery_urgency_known')),
    sa.CheckConstraint('due_at < expires_at', name=op.f('ck_push_delivery_due_before_it_expires')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_push_delivery_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_push_delivery')),
    sa.UniqueConstraint('person_id', 'occasion', name=op.f('uq_push_delivery_person_id_occasion'))
    )
    with op.batch_alter_table('push_delivery', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_push_delivery_due_at'), ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_push_delivery_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_push_delivery_occasion'), ['occasion'], unique=False)

    op.create_table('push_subscription',
    sa.Column('endpoint', sa.String(length=1000), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('p256dh', sa.String(length=88), nullable=False),
    sa.Column('auth', sa.String(length=24), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_push_subscription_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('endpoint', name=op.f('pk_push_subscription')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('push_subscription', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_push_subscription_person_id'), ['person_id'], unique=False)

    op.create_table('seat',
    sa.Column('session_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('letter', sa.String(length=1), nullable=False),
    sa.Column('ready', sa.Boolean(), nullable=False),
    sa.CheckConstraint("letter IN ('a', 'b')", name=op.f('ck_seat_letter_is_known')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seat_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['peer_session.id'], name=op.f('fk_seat_session_id_peer_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'person_id', name=op.f('pk_seat')),
    sa.UniqueConstraint('session_id', 'letter', name=op.f('uq_seat_session_id_letter'))
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_person_id'), ['person_id'], unique=False)

    op.create_table('team',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('word', sa.String(length=8), nullable=False),
    sa.Column('mode', sa.String(length=8), nullable=False),
    sa.Column('k', sa.Integer(), nullable=False),
    sa.CheckConstraint("mode IN ('standard', 'strict')", name=op.f('ck_team_mode_is_known')),
    sa.CheckConstraint("word IN ('shift', 'day')", name=op.f('ck_team_word_is_known')),
    sa.CheckConstraint('k >= 5', name=op.f('ck_team_nobody_lowers_k')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_team_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team')),
    sa.UniqueConstraint('unit_id', 'name', name=op.f('uq_team_unit_id_name'))
    )
    op.create_table('user_session',
    sa.Column('id_sha256', sa.LargeBinary(length=32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('created_day', sa.Date(), nullable=False),
    sa.Column('last_seen_day', sa.Date(), nullable=False),
    sa.Column('expires_day', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_user_session_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id_sha256', name=op.f('pk_user_session'))
    )
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_session_person_id'), ['person_id'], unique=False)

    op.create_table('vault',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('ciphertext', sa.LargeBinary(), nullable=False),
    sa.Column('etag', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_vault_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_vault'))
    )
    op.create_table('vault_key',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('wrapped', sa.LargeBinary(length=256), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=64), nullable=False),
    sa.Column('proof_sha256', sa.LargeBinary(length=32), nullable=True),
    sa.CheckConstraint("kind IN ('recovery', 'passkey')", name=op.f('ck_vault_key_kind_is_known')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_vault_key_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', 'kind', name=op.f('pk_vault_key'))
    )
    op.create_table('willing',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('until', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_willing_person_id_person'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_willing'))
    )
    with op.batch_alter_table('willing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_willing_until'), ['until'], unique=False)

    op.create_table('contribution',
    sa.Column('period_id', sa.String(length=8), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('tag', sa.LargeBinary(length=32), nullable=False),
    sa.Column('sealed', sa.LargeBinary(length=29), nullable=False),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_contribution_period_id_period')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_contribution_team_id_team')),
    sa.PrimaryKeyConstraint('period_id', 'team_id', 'tag', name=op.f('pk_contribution')),
    sqlite_with_rowid=False
    )
    op.create_table('invitation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('code_sha256', sa.LargeBinary(length=32), nullable=False),
    sa.Column('typed_sha256', sa.LargeBinary(length=32), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('typed_until', sa.DateTime(), nullable=False),
    sa.Column('made_by', sa.String(length=80), nullable=False),
    sa.CheckConstraint("role IN ('member', 'supporter')", name=op.f('ck_invitation_no_power_by_code_alone')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_invitation_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('code_sha256', name=op.f('uq_invitation_code_sha256')),
    sa.UniqueConstraint('typed_sha256', name=op.f('uq_invitation_typed_sha256'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_team_id'), ['team_id'], unique=False)

    op.create_table('membership',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('since_day', sa.Date(), nullable=False),
    sa.Column('added_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_membership_team_id_team')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_membership'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_team_id'), ['team_id'], unique=False)

    op.create_table('release',
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.String(length=8), nullable=False),
    sa.Column('level_tenths', sa.Integer(), nullable=True),
    sa.CheckConstraint('level_tenths BETWEEN 20 AND 80 AND level_tenths % 5 = 0', name=op.f('ck_release_level_is_on_the_grid')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_release_period_id_period')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_release_team_id_team')),
    sa.PrimaryKeyConstraint('team_id', 'period_id', name=op.f('pk_release')),
    sqlite_with_rowid=False
    )
    op.create_table('role_grant',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(role = 'lead') = (team_id IS NOT NULL)", name=op.f('ck_role_grant_a_lead_leads_a_team')),
    sa.CheckConstraint("(role IN ('safety_rep', 'union_rep')) = (unit_id IS NOT NULL)", name=op.f('ck_role_grant_a_rep_represents_a_unit')),
    sa.CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep', 'supporter', 'workplace_admin')", name=op.f('ck_role_grant_role_is_known')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_role_grant_person_id_person'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_role_grant_team_id_team')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_role_grant_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_grant')),
    sa.UniqueConstraint('person_id', 'role', 'unit_id', 'team_id', name=op.f('uq_role_grant_person_id_role_unit_id_team_id'))
    )
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_person_id'), ['person_id'], unique=False)

    op.create_table('roster',
    sa.Column('period_id', sa.String(length=8), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('counted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_roster_period_id_period')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roster_person_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_roster_team_id_team')),
    sa.PrimaryKeyConstraint('period_id', 'person_id', name=op.f('pk_roster')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_roster_team_id'), ['team_id'], unique=False)

    op.create_table('roster_confirmation',
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('period_id', sa.String(length=8), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.CheckConstraint("role IN ('safety_rep', 'union_rep')", name=op.f('ck_roster_confirmation_a_rep_confirms')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_roster_confirmation_person_id_person')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_roster_confirmation_team_id_team')),
    sa.PrimaryKeyConstraint('team_id', 'period_id', 'role', name=op.f('pk_roster_confirmation')),
    sa.UniqueConstraint('team_id', 'period_id', 'person_id', name=op.f('uq_roster_confirmation_team_id_period_id_person_id')),
    sqlite_with_rowid=False
    )
    op.create_table('team_log',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('actor', sa.String(length=80), nullable=False),
    sa.Column('what', sa.String(length=40), nullable=False),
    sa.Column('about', sa.String(length=80), nullable=False),
    sa.CheckConstraint('length(what) > 0', name=op.f('ck_team_log_says_something')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_team_log_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_log'))
    )
    with op.batch_alter_table('team_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_log_team_id'), ['team_id'], unique=False)

    op.create_table('terms',
    sa.Column('period_id', sa.String(length=8), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(length=8), nullable=False),
    sa.Column('k', sa.Integer(), nullable=False),
    sa.CheckConstraint("mode IN ('standard', 'strict')", name=op.f('ck_terms_mode_is_known')),
    sa.CheckConstraint('k >= 5', name=op.f('ck_terms_nobody_lowers_k')),
    sa.ForeignKeyConstraint(['period_id'], ['period.id'], name=op.f('fk_terms_period_id_period')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_terms_team_id_team')),
    sa.PrimaryKeyConstraint('period_id', 'team_id', name=op.f('pk_terms')),
    sqlite_with_rowid=False
    )

    # A release cannot be taken back, not even by us.
    for sentence in SQLITE_TRIGGERS if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_TRIGGERS:
        op.execute(sa.text(sentence))


def downgrade() -> None:
    op.drop_table('terms')
    with op.batch_alter_table('team_log', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_log_team_id'))

    op.drop_table('team_log')
    op.drop_table('roster_confirmation')
    with op.batch_alter_table('roster', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_team_id'))
        batch_op.drop_index(batch_op.f('ix_roster_person_id'))

    op.drop_table('roster')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_grant_person_id'))

    op.drop_table('role_grant')
    op.drop_table('release')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membership_team_id'))

    op.drop_table('membership')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_team_id'))

    op.drop_table('invitation')
    op.drop_table('contribution')
    with op.batch_alter_table('willing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_willing_until'))

    op.drop_table('willing')
    op.drop_table('vault_key')
    op.drop_table('vault')
    with op.batch_alter_table('user_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_session_person_id'))

    op.drop_table('user_session')
    op.drop_table('team')
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seat_person_id'))

    op.drop_table('seat')
    with op.batch_alter_table('push_subscription', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_push_subscription_person_id'))

    op.drop_table('push_subscription')
    with op.batch_alter_table('push_delivery', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_push_delivery_occasion'))
        batch_op.drop_index(batch_op.f('ix_push_delivery_expires_at'))
        batch_op.drop_index(batch_op.f('ix_push_delivery_due_at'))

    op.drop_table('push_delivery')
    op.drop_table('password_reset')
    with op.batch_alter_table('pairing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pairing_slot_day'))

    op.drop_table('pairing')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_person_id'))

    op.drop_table('notice')
    op.drop_table('ask_count')
    with op.batch_alter_table('ask', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ask_expires_at'))

    op.drop_table('ask')
    op.drop_table('unit')
    op.drop_table('setup_link')
    op.drop_table('person')
    op.drop_table('workplace')
    op.drop_table('period')
    with op.batch_alter_table('peer_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_peer_session_opened_at'))
        batch_op.drop_index(batch_op.f('ix_peer_session_ended_at'))

    op.drop_table('peer_session')
    if op.get_bind().dialect.name == "postgresql":
        op.execute('DROP FUNCTION IF EXISTS release_is_for_good()')
