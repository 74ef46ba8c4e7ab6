"""The partsgruppe's room: phases, texts that three sign, risks, measures, and a log. What three have signed the database does not change."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'

GUARDED = {  # table → (which columns, when three have signed)
    'work_record': ('kind, day, at, place, present, locked_day', 'OLD.locked_day IS NOT NULL'),
    'work_part': ('record_id, key, text', '(SELECT locked_day FROM work_record WHERE id = OLD.record_id) IS NOT NULL'),
    'work_signature': ('record_id, role, day, digest', '(SELECT locked_day FROM work_record WHERE id = OLD.record_id) IS NOT NULL'),
}
SQLITE = "CREATE TRIGGER {0}_is_signed BEFORE UPDATE OF {1} ON {0} WHEN {2} BEGIN SELECT RAISE(ABORT, 'what three have signed is never changed'); END"
FUNCTION = "CREATE OR REPLACE FUNCTION {0}_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {2} THEN RAISE EXCEPTION 'what three have signed is never changed' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END $$"
POSTGRESQL = 'CREATE TRIGGER {0}_is_signed BEFORE UPDATE OF {1} ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_is_signed()'


def upgrade() -> None:
    op.create_table('work_record',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('at', sa.Time(), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('present', sa.Text(), nullable=False),
    sa.Column('locked_day', sa.Date(), nullable=True),
    sa.CheckConstraint("kind IN ('discussion', 'meeting')", name=op.f('ck_work_record_kind_is_known')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_work_record_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_record'))
    )
    with op.batch_alter_table('work_record', schema=None) as batch_op:
        batch_op.create_index('ix_work_record_one_discussion', ['workplace_id'], unique=True, sqlite_where=sa.text("kind = 'discussion'"), postgresql_where=sa.text("kind = 'discussion'"))
        batch_op.create_index(batch_op.f('ix_work_record_workplace_id'), ['workplace_id'], unique=False)

    op.create_table('work_risk',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('factor', sa.String(length=4), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('source', sa.String(length=10), nullable=False),
    sa.Column('source_name', sa.String(length=200), nullable=False),
    sa.Column('likelihood', sa.Integer(), nullable=False),
    sa.Column('consequence', sa.Integer(), nullable=False),
    sa.Column('reasoning', sa.Text(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.CheckConstraint("source IN ('number', 'survey', 'suggestion', 'incident', 'other')", name=op.f('ck_work_risk_source_is_known')),
    sa.CheckConstraint('consequence BETWEEN 1 AND 5', name=op.f('ck_work_risk_consequence_is_1_to_5')),
    sa.CheckConstraint('likelihood BETWEEN 1 AND 5', name=op.f('ck_work_risk_likelihood_is_1_to_5')),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_work_risk_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_risk'))
    )
    with op.batch_alter_table('work_risk', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_risk_workplace_id'), ['workplace_id'], unique=False)

    op.create_table('work_addendum',
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_work_addendum_by_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['record_id'], ['work_record.id'], name=op.f('fk_work_addendum_record_id_work_record'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('record_id', 'number', name=op.f('pk_work_addendum'))
    )
    with op.batch_alter_table('work_addendum', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_addendum_by_id'), ['by_id'], unique=False)

    op.create_table('work_log',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('about', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_work_log_by_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_work_log_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_log'))
    )
    with op.batch_alter_table('work_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_log_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_log_workplace_id'), ['workplace_id'], unique=False)

    op.create_table('work_measure',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('risk_id', sa.Uuid(), nullable=True),
    sa.Column('meeting_id', sa.Uuid(), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('level', sa.String(length=12), nullable=False),
    sa.Column('owner', sa.String(length=80), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('look_day', sa.Date(), nullable=True),
    sa.Column('effect', sa.Text(), nullable=False),
    sa.Column('published', sa.String(length=300), nullable=True),
    sa.Column('published_day', sa.Date(), nullable=True),
    sa.CheckConstraint("level IN ('organisation', 'team', 'individual')", name=op.f('ck_work_measure_level_is_known')),
    sa.CheckConstraint("state IN ('planned', 'doing', 'done', 'dropped')", name=op.f('ck_work_measure_state_is_known')),
    sa.CheckConstraint('(published IS NULL) = (published_day IS NULL)', name=op.f('ck_work_measure_published_has_its_day')),
    sa.CheckConstraint('length(owner) > 0', name=op.f('ck_work_measure_somebody_sees_to_it')),
    sa.ForeignKeyConstraint(['meeting_id'], ['work_record.id'], name=op.f('fk_work_measure_meeting_id_work_record'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_work_measure_owner_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['risk_id'], ['work_risk.id'], name=op.f('fk_work_measure_risk_id_work_risk'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_work_measure_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_measure'))
    )
    with op.batch_alter_table('work_measure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_measure_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_measure_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_measure_risk_id'), ['risk_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_measure_workplace_id'), ['workplace_id'], unique=False)

    op.create_table('work_part',
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('key', sa.String(length=12), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['work_record.id'], name=op.f('fk_work_part_record_id_work_record'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('record_id', 'key', name=op.f('pk_work_part'))
    )
    op.create_table('work_phase',
    sa.Column('workplace_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=12), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('owner', sa.String(length=80), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('begun_day', sa.Date(), nullable=True),
    sa.Column('done_day', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_work_phase_owner_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['workplace_id'], ['workplace.id'], name=op.f('fk_work_phase_workplace_id_workplace')),
    sa.PrimaryKeyConstraint('workplace_id', 'key', name=op.f('pk_work_phase'))
    )
    with op.batch_alter_table('work_phase', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_phase_owner_id'), ['owner_id'], unique=False)

    op.create_table('work_signature',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('record_id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.CheckConstraint("role IN ('lead', 'safety_rep', 'union_rep')", name=op.f('ck_work_signature_role_is_a_key')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_work_signature_person_id_person'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['record_id'], ['work_record.id'], name=op.f('fk_work_signature_record_id_work_record'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_signature')),
    sa.UniqueConstraint('record_id', 'person_id', name=op.f('uq_work_signature_record_id_person_id'))
    )
    with op.batch_alter_table('work_signature', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_signature_person_id'), ['person_id'], unique=False)
    for table, guarded in GUARDED.items():
        for sentence in (SQLITE,) if op.get_bind().dialect.name == "sqlite" else (FUNCTION, POSTGRESQL):
            op.execute(sa.text(sentence.format(table, *guarded)))


def downgrade() -> None:
    for table in ('work_signature', 'work_phase', 'work_part', 'work_measure', 'work_log', 'work_addendum', 'work_risk', 'work_record'):
        op.drop_table(table)
        if op.get_bind().dialect.name != "sqlite" and table in GUARDED:
            op.execute(sa.text(f'DROP FUNCTION {table}_is_signed'))
