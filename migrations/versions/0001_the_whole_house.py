"""the whole house

Revision: 0001
After: 
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('actor_label', sa.String(length=200), nullable=False),
    sa.Column('verb', sa.String(length=80), nullable=False),
    sa.Column('subject_type', sa.String(length=80), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('request_id', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries'))
    )
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.create_index('ix_audit_entries_actor_id_id', ['actor_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entries_at'), ['at'], unique=False)
        batch_op.create_index('ix_audit_entries_organisation_id_id', ['organisation_id', 'id'], unique=False)
        batch_op.create_index('ix_audit_entries_subject', ['subject_type', 'subject_id', 'id'], unique=False)

    op.create_table('imported_months',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('vacancies', sa.Integer(), nullable=False),
    sa.Column('initiated', sa.Integer(), nullable=False),
    sa.Column('submitted', sa.Integer(), nullable=True),
    sa.Column('page_views', sa.Integer(), nullable=True),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('vacancies >= 0 AND initiated >= 0', name=op.f('ck_imported_months_counts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imported_months')),
    sa.UniqueConstraint('month', name=op.f('uq_imported_months_month'))
    )
    op.create_table('index_changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('corpus', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_index_changes')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('index_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_index_changes_made_at'), ['made_at'], unique=False)

    op.create_table('job_runs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.String(length=120), nullable=False),
    sa.Column('runs', sa.Integer(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_runs')),
    sa.UniqueConstraint('name', name=op.f('uq_job_runs_name'))
    )
    op.create_table('messages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(length=255), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('to_address', sa.String(length=320), nullable=False),
    sa.Column('to_name', sa.String(length=200), nullable=False),
    sa.Column('sender', sa.String(length=400), nullable=False),
    sa.Column('reply_to', sa.String(length=320), nullable=False),
    sa.Column('subject', sa.String(length=400), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('headers', sa.JSON(), nullable=False),
    sa.Column('calendar', sa.LargeBinary(), nullable=True),
    sa.Column('secret', sa.Boolean(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('dedupe_key', sa.String(length=200), nullable=True),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claim', sa.String(length=40), nullable=False),
    sa.Column('last_error', sa.String(length=200), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pruned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_messages_attempts_not_negative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages')),
    sa.UniqueConstraint('dedupe_key', name=op.f('uq_messages_dedupe_key')),
    sa.UniqueConstraint('message_id', name=op.f('uq_messages_message_id'))
    )
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_messages_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_messages_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index('ix_messages_state_next_attempt_at', ['state', 'next_attempt_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_messages_to_address'), ['to_address'], unique=False)
        batch_op.create_index(batch_op.f('ix_messages_user_id'), ['user_id'], unique=False)

    op.create_table('organisations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('slug', sa.String(length=220), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisations')),
    sa.UniqueConstraint('slug', name=op.f('uq_organisations_slug'))
    )
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisations_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisations_name'), ['name'], unique=False)

    op.create_table('outcodes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=4), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcodes')),
    sa.UniqueConstraint('code', name=op.f('uq_outcodes_code'))
    )
    op.create_table('place_names',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.CheckConstraint('latitude BETWEEN -90 AND 90', name=op.f('ck_place_names_latitude_in_degrees')),
    sa.CheckConstraint('longitude BETWEEN -180 AND 180', name=op.f('ck_place_names_longitude_in_degrees')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_names')),
    sa.UniqueConstraint('key', name=op.f('uq_place_names_key'))
    )
    op.create_table('postcodes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('sector', sa.String(length=6), nullable=False),
    sa.Column('easting', sa.Integer(), nullable=False),
    sa.Column('northing', sa.Integer(), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=False),
    sa.Column('longitude', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_postcodes')),
    sa.UniqueConstraint('code', name=op.f('uq_postcodes_code'))
    )
    with op.batch_alter_table('postcodes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_postcodes_sector'), ['sector'], unique=False)

    op.create_table('school_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('predecessor_urn', sa.Integer(), nullable=False),
    sa.Column('successor_urn', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('established_on', sa.Date(), nullable=True),
    sa.Column('carried_at', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school_links')),
    sa.UniqueConstraint('predecessor_urn', 'successor_urn', name=op.f('uq_school_links_predecessor_urn_successor_urn'))
    )
    with op.batch_alter_table('school_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_school_links_predecessor_urn'), ['predecessor_urn'], unique=False)
        batch_op.create_index(batch_op.f('ix_school_links_successor_urn'), ['successor_urn'], unique=False)

    op.create_table('sign_in_guards',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('last_failed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('wait_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_guards')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_sign_in_guards_key_hash'))
    )
    with op.batch_alter_table('sign_in_guards', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_guards_last_failed_at'), ['last_failed_at'], unique=False)

    op.create_table('stored_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=64), nullable=False),
    sa.Column('storage_key', sa.String(length=80), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('purpose', sa.String(length=80), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=120), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('width', sa.Integer(), nullable=True),
    sa.Column('height', sa.Integer(), nullable=True),
    sa.Column('renditions', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('verdict', sa.String(length=200), nullable=False),
    sa.Column('scanned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('scan_attempts', sa.Integer(), nullable=False),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('purged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('size >= 0', name=op.f('ck_stored_files_size_not_negative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_files')),
    sa.UniqueConstraint('storage_key', name=op.f('uq_stored_files_storage_key')),
    sa.UniqueConstraint('token', name=op.f('uq_stored_files_token'))
    )
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_stored_files_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index('ix_stored_files_state_id', ['state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_stored_files_user_id'), ['user_id'], unique=False)

    op.create_table('suppressions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(length=320), nullable=False),
    sa.Column('reason', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suppressions')),
    sa.UniqueConstraint('address', name=op.f('uq_suppressions_address'))
    )
    op.create_table('users',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('full_name', sa.String(length=120), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('terms_accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_signed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('session_token', sa.String(length=43), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_users_email_lower')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email'))
    )
    op.create_table('vacancy_campaigns',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_campaigns'))
    )
    op.create_table('alert_subscriptions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('query', sa.JSON(), nullable=False),
    sa.Column('frequency', sa.String(length=60), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmation_hash', sa.String(length=64), nullable=True),
    sa.Column('confirmation_sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_run_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('secret', sa.String(length=43), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name=op.f('ck_alert_subscriptions_ended_when_ended')),
    sa.CheckConstraint("state NOT IN ('active', 'paused') OR confirmed_at IS NOT NULL", name=op.f('ck_alert_subscriptions_confirmed_before_running')),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_alert_subscriptions_email_lower')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_alert_subscriptions_user_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_subscriptions')),
    sa.UniqueConstraint('confirmation_hash', name=op.f('uq_alert_subscriptions_confirmation_hash'))
    )
    with op.batch_alter_table('alert_subscriptions', schema=None) as batch_op:
        batch_op.create_index('ix_alert_subscriptions_due', ['state', 'frequency', 'last_run_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_alert_subscriptions_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_alert_subscriptions_user_id'), ['user_id'], unique=False)

    op.create_table('bookings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=8), nullable=False),
    sa.Column('booker_id', sa.Integer(), nullable=False),
    sa.Column('payer_id', sa.Integer(), nullable=True),
    sa.Column('submission_key', sa.String(length=64), nullable=True),
    sa.Column('submission_digest', sa.String(length=64), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('policy_tiers', sa.JSON(), nullable=False),
    sa.Column('purchase_order', sa.String(length=35), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['booker_id'], ['users.id'], name=op.f('fk_bookings_booker_id_users')),
    sa.ForeignKeyConstraint(['payer_id'], ['organisations.id'], name=op.f('fk_bookings_payer_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bookings')),
    sa.UniqueConstraint('booker_id', 'submission_key', name=op.f('uq_bookings_booker_id_submission_key')),
    sa.UniqueConstraint('reference', name=op.f('uq_bookings_reference'))
    )
    with op.batch_alter_table('bookings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bookings_booker_id'), ['booker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bookings_payer_id'), ['payer_id'], unique=False)

    op.create_table('governor_roles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('slug', sa.String(length=220), nullable=False),
    sa.Column('type', sa.String(length=60), nullable=False),
    sa.Column('route', sa.String(length=60), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('link_role', sa.String(length=100), nullable=False),
    sa.Column('skills_essential', sa.JSON(), nullable=False),
    sa.Column('skills_desirable', sa.JSON(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('board_context', sa.Text(), nullable=False),
    sa.Column('eligibility', sa.Text(), nullable=False),
    sa.Column('hours_a_month', sa.Integer(), nullable=True),
    sa.Column('meetings_a_year', sa.Integer(), nullable=True),
    sa.Column('meeting_times', sa.String(length=200), nullable=False),
    sa.Column('meeting_mode', sa.String(length=60), nullable=False),
    sa.Column('term_years', sa.Integer(), nullable=False),
    sa.Column('has_mentor', sa.Boolean(), nullable=False),
    sa.Column('training', sa.Text(), nullable=False),
    sa.Column('pays_expenses', sa.Boolean(), nullable=False),
    sa.Column('is_paid', sa.Boolean(), nullable=False),
    sa.Column('contact_name', sa.String(length=120), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('places BETWEEN 1 AND 20', name=op.f('ck_governor_roles_places')),
    sa.CheckConstraint('term_years BETWEEN 1 AND 4', name=op.f('ck_governor_roles_term_years')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_governor_roles_created_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_governor_roles_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_governor_roles')),
    sa.UniqueConstraint('slug', name=op.f('uq_governor_roles_slug'))
    )
    with op.batch_alter_table('governor_roles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_governor_roles_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_governor_roles_published_at'), ['published_at'], unique=False)
        batch_op.create_index('ix_governor_roles_state_closes_at', ['state', 'closes_at'], unique=False)

    op.create_table('invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('role', sa.String(length=60), nullable=False),
    sa.Column('invited_by_id', sa.Integer(), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['invited_by_id'], ['users.id'], name=op.f('fk_invitations_invited_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_invitations_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitations')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitations_token_hash'))
    )
    with op.batch_alter_table('invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitations_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('local_authorities',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=3), nullable=True),
    sa.Column('register_name', sa.String(length=100), nullable=True),
    sa.ForeignKeyConstraint(['id'], ['organisations.id'], name=op.f('fk_local_authorities_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_local_authorities')),
    sa.UniqueConstraint('code', name=op.f('uq_local_authorities_code')),
    sa.UniqueConstraint('register_name', name=op.f('uq_local_authorities_register_name'))
    )
    op.create_table('mailed_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=60), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('target', sa.String(length=2000), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('handled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('was_mailed', sa.Boolean(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_mailed_links_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mailed_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_mailed_links_token_hash'))
    )
    with op.batch_alter_table('mailed_links', schema=None) as batch_op:
        batch_op.create_index('ix_mailed_links_email_created_at', ['email', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailed_links_handled_at'), ['handled_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mailed_links_user_id'), ['user_id'], unique=False)

    op.create_table('memberships',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=60), nullable=False),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_memberships_organisation_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_memberships_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memberships'))
    )
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.create_index('ix_memberships_active', ['user_id', 'organisation_id', 'role'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.create_index(batch_op.f('ix_memberships_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('message_attachments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('media_type', sa.String(length=120), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_message_attachments_message_id_messages'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_attachments'))
    )
    with op.batch_alter_table('message_attachments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_message_attachments_message_id'), ['message_id'], unique=False)

    op.create_table('ownership_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('job_title', sa.String(length=120), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f('ck_ownership_requests_decided_when_settled')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['users.id'], name=op.f('fk_ownership_requests_decided_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_ownership_requests_organisation_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_ownership_requests_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ownership_requests'))
    )
    with op.batch_alter_table('ownership_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ownership_requests_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index('uq_ownership_requests_user_id_organisation_id', ['user_id', 'organisation_id'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    op.create_table('providers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('website', sa.String(length=300), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.ForeignKeyConstraint(['id'], ['organisations.id'], name=op.f('fk_providers_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_providers'))
    )
    op.create_table('trusts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_uid', sa.String(length=10), nullable=True),
    sa.Column('description', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['id'], ['organisations.id'], name=op.f('fk_trusts_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_trusts')),
    sa.UniqueConstraint('group_uid', name=op.f('uq_trusts_group_uid'))
    )
    op.create_table('user_sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('device', sa.String(length=80), nullable=False),
    sa.Column('method', sa.String(length=60), nullable=False),
    sa.Column('kept', sa.Boolean(), nullable=False),
    sa.Column('last_seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_user_sessions_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_sessions')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_user_sessions_key_hash'))
    )
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_sessions_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index('ix_user_sessions_user_id_ended_at', ['user_id', 'ended_at'], unique=False)

    op.create_table('vacancies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('at_head_office', sa.Boolean(), nullable=False),
    sa.Column('office_address', sa.String(length=300), nullable=False),
    sa.Column('office_postcode', sa.String(length=8), nullable=False),
    sa.Column('office_latitude', sa.Float(), nullable=True),
    sa.Column('office_longitude', sa.Float(), nullable=True),
    sa.Column('title', sa.String(length=100), nullable=False),
    sa.Column('slug', sa.String(length=220), nullable=False),
    sa.Column('job_roles', sa.JSON(), nullable=False),
    sa.Column('phases', sa.JSON(), nullable=False),
    sa.Column('key_stages', sa.JSON(), nullable=False),
    sa.Column('subjects', sa.JSON(), nullable=True),
    sa.Column('contract_type', sa.String(length=60), nullable=True),
    sa.Column('contract_duration', sa.String(length=100), nullable=False),
    sa.Column('is_parental_leave_cover', sa.Boolean(), nullable=True),
    sa.Column('working_patterns', sa.JSON(), nullable=False),
    sa.Column('is_job_share', sa.Boolean(), nullable=True),
    sa.Column('working_patterns_details', sa.Text(), nullable=False),
    sa.Column('start_type', sa.String(length=60), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('starts_earliest_on', sa.Date(), nullable=True),
    sa.Column('starts_latest_on', sa.Date(), nullable=True),
    sa.Column('start_words', sa.String(length=200), nullable=False),
    sa.Column('pay_scale', sa.String(length=60), nullable=True),
    sa.Column('pay_point_from', sa.String(length=20), nullable=False),
    sa.Column('pay_point_to', sa.String(length=20), nullable=False),
    sa.Column('pay_min_pence', sa.Integer(), nullable=True),
    sa.Column('pay_max_pence', sa.Integer(), nullable=True),
    sa.Column('pay_period', sa.String(length=60), nullable=True),
    sa.Column('pay_is_full_time_equivalent', sa.Boolean(), nullable=True),
    sa.Column('fte_basis_points', sa.Integer(), nullable=True),
    sa.Column('pay_words', sa.String(length=256), nullable=False),
    sa.Column('allowances', sa.JSON(), nullable=False),
    sa.Column('allowances_details', sa.String(length=256), nullable=False),
    sa.Column('ect_status', sa.String(length=60), nullable=True),
    sa.Column('skills_and_experience', sa.Text(), nullable=False),
    sa.Column('school_offer', sa.Text(), nullable=False),
    sa.Column('flexible_working', sa.Text(), nullable=False),
    sa.Column('further_details', sa.Text(), nullable=False),
    sa.Column('school_visits', sa.Boolean(), nullable=True),
    sa.Column('visa_sponsorship', sa.Boolean(), nullable=True),
    sa.Column('publish_on', sa.Date(), nullable=True),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('application_method', sa.String(length=60), nullable=True),
    sa.Column('application_link', sa.String(length=500), nullable=False),
    sa.Column('religious_form', sa.String(length=60), nullable=False),
    sa.Column('is_anonymised', sa.Boolean(), nullable=True),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('contact_phone', sa.String(length=30), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_applied_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('publication_mailed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('extension_reason', sa.String(length=60), nullable=True),
    sa.Column('extension_words', sa.String(length=256), nullable=False),
    sa.Column('outcome', sa.String(length=60), nullable=True),
    sa.Column('outcome_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state = 'draft' OR closes_at IS NOT NULL OR published_at IS NULL", name=op.f('ck_vacancies_published_closes')),
    sa.CheckConstraint('fte_basis_points IS NULL OR fte_basis_points BETWEEN 1 AND 10000', name=op.f('ck_vacancies_fte_fraction')),
    sa.CheckConstraint('pay_max_pence IS NULL OR pay_max_pence >= pay_min_pence', name=op.f('ck_vacancies_pay_max_not_below_min')),
    sa.CheckConstraint('pay_min_pence IS NULL OR pay_min_pence > 0', name=op.f('ck_vacancies_pay_min_positive')),
    sa.ForeignKeyConstraint(['campaign_id'], ['vacancy_campaigns.id'], name=op.f('fk_vacancies_campaign_id_vacancy_campaigns')),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_vacancies_created_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_vacancies_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['parent_id'], ['vacancies.id'], name=op.f('fk_vacancies_parent_id_vacancies'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['published_by_id'], ['users.id'], name=op.f('fk_vacancies_published_by_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancies')),
    sa.UniqueConstraint('slug', name=op.f('uq_vacancies_slug'))
    )
    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancies_campaign_id'), ['campaign_id'], unique=False)
        batch_op.create_index('ix_vacancies_organisation_state', ['organisation_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancies_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancies_published_at'), ['published_at'], unique=False)
        batch_op.create_index('ix_vacancies_state_closes_at', ['state', 'closes_at'], unique=False)

    op.create_table('alert_told_vacancies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subscription_id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['subscription_id'], ['alert_subscriptions.id'], name=op.f('fk_alert_told_vacancies_subscription_id_alert_subscriptions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_alert_told_vacancies_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alert_told_vacancies')),
    sa.UniqueConstraint('subscription_id', 'vacancy_id', name=op.f('uq_alert_told_vacancies_subscription_id_vacancy_id'))
    )
    with op.batch_alter_table('alert_told_vacancies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alert_told_vacancies_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('applications',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revealed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('scrubbed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawal_reason', sa.String(length=60), nullable=True),
    sa.Column('withdrawal_details', sa.String(length=500), nullable=False),
    sa.Column('revisions', sa.JSON(), nullable=False),
    sa.Column('first_name', sa.String(length=100), nullable=False),
    sa.Column('last_name', sa.String(length=100), nullable=False),
    sa.Column('previous_names', sa.String(length=200), nullable=False),
    sa.Column('address_line_1', sa.String(length=200), nullable=False),
    sa.Column('address_line_2', sa.String(length=200), nullable=False),
    sa.Column('town', sa.String(length=100), nullable=False),
    sa.Column('postcode', sa.String(length=10), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('has_right_to_work', sa.Boolean(), nullable=True),
    sa.Column('qts_status', sa.String(length=60), nullable=True),
    sa.Column('qts_year', sa.Integer(), nullable=True),
    sa.Column('qts_details', sa.Text(), nullable=False),
    sa.Column('trn', sa.String(length=7), nullable=False),
    sa.Column('statement', sa.Text(), nullable=False),
    sa.Column('needs_support', sa.Boolean(), nullable=True),
    sa.Column('support_needs', sa.Text(), nullable=False),
    sa.Column('has_close_relationships', sa.Boolean(), nullable=True),
    sa.Column('close_relationships', sa.Text(), nullable=False),
    sa.Column('agrees_to_checks', sa.Boolean(), nullable=False),
    sa.Column('is_accurate', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("state = 'draft' OR submitted_at IS NOT NULL", name=op.f('ck_applications_submitted_has_moment')),
    sa.ForeignKeyConstraint(['candidate_id'], ['users.id'], name=op.f('fk_applications_candidate_id_users'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_applications_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_applications'))
    )
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_applications_candidate_id'), ['candidate_id'], unique=False)
        batch_op.create_index('ix_applications_one_open', ['vacancy_id', 'candidate_id'], unique=True, sqlite_where=sa.text("state <> 'withdrawn'"), postgresql_where=sa.text("state <> 'withdrawn'"))
        batch_op.create_index(batch_op.f('ix_applications_submitted_at'), ['submitted_at'], unique=False)
        batch_op.create_index('ix_applications_vacancy_state', ['vacancy_id', 'state'], unique=False)

    op.create_table('courses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('slug', sa.String(length=140), nullable=False),
    sa.Column('summary', sa.String(length=250), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('outcomes', sa.JSON(), nullable=False),
    sa.Column('prerequisites', sa.String(length=500), nullable=False),
    sa.Column('audiences', sa.JSON(), nullable=False),
    sa.Column('phases', sa.JSON(), nullable=False),
    sa.Column('subjects', sa.JSON(), nullable=False),
    sa.Column('themes', sa.JSON(), nullable=False),
    sa.Column('level', sa.String(length=60), nullable=False),
    sa.Column('mode', sa.String(length=60), nullable=False),
    sa.Column('hours', sa.Float(), nullable=False),
    sa.Column('status', sa.String(length=60), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('external_url', sa.String(length=500), nullable=False),
    sa.Column('external_note', sa.Text(), nullable=False),
    sa.Column('policy_tiers', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('hours > 0 AND hours <= 200', name=op.f('ck_courses_hours_in_range')),
    sa.ForeignKeyConstraint(['provider_id'], ['providers.id'], name=op.f('fk_courses_provider_id_providers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_courses')),
    sa.UniqueConstraint('slug', name=op.f('uq_courses_slug'))
    )
    with op.batch_alter_table('courses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_courses_provider_id'), ['provider_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_courses_status'), ['status'], unique=False)

    op.create_table('day_counts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('metric', sa.String(length=60), nullable=False),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_day_counts_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_day_counts')),
    sa.UniqueConstraint('vacancy_id', 'day', 'metric', 'source', name=op.f('uq_day_counts_vacancy_id_day_metric_source'))
    )
    with op.batch_alter_table('day_counts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_day_counts_day'), ['day'], unique=False)

    op.create_table('expressions_of_interest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('role_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('postcode', sa.String(length=8), nullable=False),
    sa.Column('travel_miles', sa.Integer(), nullable=True),
    sa.Column('occupation', sa.String(length=120), nullable=False),
    sa.Column('motivation', sa.Text(), nullable=False),
    sa.Column('skill_ratings', sa.JSON(), nullable=False),
    sa.Column('experience', sa.Text(), nullable=False),
    sa.Column('availability', sa.String(length=300), nullable=False),
    sa.Column('school_links', sa.Text(), nullable=False),
    sa.Column('conflicts', sa.Text(), nullable=False),
    sa.Column('is_adult', sa.Boolean(), nullable=False),
    sa.Column('is_eligible', sa.Boolean(), nullable=False),
    sa.Column('may_share', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['role_id'], ['governor_roles.id'], name=op.f('fk_expressions_of_interest_role_id_governor_roles'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_expressions_of_interest_user_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_expressions_of_interest')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_expressions_of_interest_token_hash'))
    )
    with op.batch_alter_table('expressions_of_interest', schema=None) as batch_op:
        batch_op.create_index('ix_expressions_active', ['role_id', 'email'], unique=True, sqlite_where=sa.text("state NOT IN ('declined', 'withdrawn')"), postgresql_where=sa.text("state NOT IN ('declined', 'withdrawn')"))
        batch_op.create_index(batch_op.f('ix_expressions_of_interest_role_id'), ['role_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_expressions_of_interest_user_id'), ['user_id'], unique=False)

    op.create_table('schools',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('urn', sa.Integer(), nullable=False),
    sa.Column('ukprn', sa.String(length=8), nullable=True),
    sa.Column('establishment_type', sa.String(length=100), nullable=False),
    sa.Column('type_group', sa.String(length=60), nullable=False),
    sa.Column('status', sa.String(length=60), nullable=False),
    sa.Column('phase', sa.String(length=60), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=True),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('lowest_age', sa.Integer(), nullable=True),
    sa.Column('highest_age', sa.Integer(), nullable=True),
    sa.Column('gender', sa.String(length=30), nullable=False),
    sa.Column('religious_character', sa.String(length=60), nullable=False),
    sa.Column('has_sixth_form', sa.Boolean(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('pupils', sa.Integer(), nullable=True),
    sa.Column('free_meals_percent', sa.Float(), nullable=True),
    sa.Column('street', sa.String(length=200), nullable=False),
    sa.Column('locality', sa.String(length=200), nullable=False),
    sa.Column('address3', sa.String(length=200), nullable=False),
    sa.Column('town', sa.String(length=100), nullable=False),
    sa.Column('county', sa.String(length=100), nullable=False),
    sa.Column('postcode', sa.String(length=8), nullable=False),
    sa.Column('register_website', sa.String(length=300), nullable=False),
    sa.Column('telephone', sa.String(length=30), nullable=False),
    sa.Column('head_name', sa.String(length=120), nullable=False),
    sa.Column('region', sa.String(length=60), nullable=False),
    sa.Column('constituency', sa.String(length=100), nullable=False),
    sa.Column('easting', sa.Integer(), nullable=True),
    sa.Column('northing', sa.Integer(), nullable=True),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.Column('from_register', sa.Boolean(), nullable=False),
    sa.Column('local_authority_id', sa.Integer(), nullable=True),
    sa.Column('trust_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('urn BETWEEN 100000 AND 999999', name=op.f('ck_schools_urn_six_digits')),
    sa.ForeignKeyConstraint(['id'], ['organisations.id'], name=op.f('fk_schools_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['local_authority_id'], ['local_authorities.id'], name=op.f('fk_schools_local_authority_id_local_authorities')),
    sa.ForeignKeyConstraint(['trust_id'], ['trusts.id'], name=op.f('fk_schools_trust_id_trusts')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_schools')),
    sa.UniqueConstraint('urn', name=op.f('uq_schools_urn'))
    )
    with op.batch_alter_table('schools', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_schools_local_authority_id'), ['local_authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_schools_postcode'), ['postcode'], unique=False)
        batch_op.create_index(batch_op.f('ix_schools_status'), ['status'], unique=False)
        batch_op.create_index(batch_op.f('ix_schools_trust_id'), ['trust_id'], unique=False)

    op.create_table('vacancy_panel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['added_by_id'], ['users.id'], name=op.f('fk_vacancy_panel_added_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_vacancy_panel_user_id_users'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_vacancy_panel_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_panel')),
    sa.UniqueConstraint('vacancy_id', 'user_id', name=op.f('uq_vacancy_panel_vacancy_id_user_id'))
    )
    with op.batch_alter_table('vacancy_panel', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_panel_user_id'), ['user_id'], unique=False)

    op.create_table('vacancy_slugs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=220), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_vacancy_slugs_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_slugs')),
    sa.UniqueConstraint('slug', name=op.f('uq_vacancy_slugs_slug'))
    )
    with op.batch_alter_table('vacancy_slugs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_slugs_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('vacancy_tallies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('month', sa.Date(), nullable=False),
    sa.Column('initiated', sa.Integer(), nullable=False),
    sa.Column('submitted', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('initiated >= 0 AND submitted >= 0 AND submitted <= initiated', name=op.f('ck_vacancy_tallies_counts')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_vacancy_tallies_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_vacancy_tallies_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_tallies')),
    sa.UniqueConstraint('vacancy_id', name=op.f('uq_vacancy_tallies_vacancy_id'))
    )
    with op.batch_alter_table('vacancy_tallies', schema=None) as batch_op:
        batch_op.create_index('ix_vacancy_tallies_campaign_published', ['campaign_id', 'published_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_tallies_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_vacancy_tallies_published_on'), ['published_on'], unique=False)

    op.create_table('venues',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('postcode', sa.String(length=8), nullable=False),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.Column('access_notes', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['providers.id'], name=op.f('fk_venues_provider_id_providers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_venues'))
    )
    with op.batch_alter_table('venues', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_venues_provider_id'), ['provider_id'], unique=False)

    op.create_table('application_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_application_events_actor_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_application_events_application_id_applications'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_events'))
    )
    with op.batch_alter_table('application_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_application_events_application_id'), ['application_id'], unique=False)

    op.create_table('application_referees',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('job_title', sa.String(length=120), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('relationship_to_candidate', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('is_latest_employer', sa.Boolean(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_application_referees_application_id_applications'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_referees'))
    )
    with op.batch_alter_table('application_referees', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_application_referees_application_id'), ['application_id'], unique=False)

    op.create_table('course_dates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state_reason', sa.String(length=500), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('minimum', sa.Integer(), nullable=False),
    sa.Column('prices', sa.JSON(), nullable=False),
    sa.Column('booking_opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('booking_closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('has_waiting_list', sa.Boolean(), nullable=False),
    sa.Column('offer_hours', sa.Integer(), nullable=False),
    sa.Column('asks_dietary', sa.Boolean(), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=True),
    sa.Column('online_link', sa.String(length=500), nullable=False),
    sa.Column('joining_instructions', sa.Text(), nullable=False),
    sa.Column('contact_name', sa.String(length=120), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('capacity >= 1', name=op.f('ck_course_dates_capacity_positive')),
    sa.CheckConstraint('minimum >= 0 AND minimum <= capacity', name=op.f('ck_course_dates_minimum_in_capacity')),
    sa.ForeignKeyConstraint(['course_id'], ['courses.id'], name=op.f('fk_course_dates_course_id_courses')),
    sa.ForeignKeyConstraint(['venue_id'], ['venues.id'], name=op.f('fk_course_dates_venue_id_venues')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_dates'))
    )
    with op.batch_alter_table('course_dates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_dates_course_id'), ['course_id'], unique=False)
        batch_op.create_index('ix_course_dates_state_starts_at', ['state', 'starts_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_course_dates_venue_id'), ['venue_id'], unique=False)

    op.create_table('interest_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('interest_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('message', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_interest_steps_actor_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['interest_id'], ['expressions_of_interest.id'], name=op.f('fk_interest_steps_interest_id_expressions_of_interest'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest_steps'))
    )
    with op.batch_alter_table('interest_steps', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interest_steps_interest_id'), ['interest_id'], unique=False)

    op.create_table('school_profiles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.Column('welcome', sa.Text(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('work_for_us', sa.Text(), nullable=False),
    sa.Column('staff_quote', sa.Text(), nullable=False),
    sa.Column('staff_quote_by', sa.String(length=120), nullable=False),
    sa.Column('benefits', sa.Text(), nullable=False),
    sa.Column('safeguarding', sa.Text(), nullable=False),
    sa.Column('website', sa.String(length=300), nullable=False),
    sa.Column('contact_name', sa.String(length=120), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('contact_phone', sa.String(length=30), nullable=False),
    sa.Column('facebook_url', sa.String(length=300), nullable=False),
    sa.Column('x_url', sa.String(length=300), nullable=False),
    sa.Column('instagram_url', sa.String(length=300), nullable=False),
    sa.Column('linkedin_url', sa.String(length=300), nullable=False),
    sa.Column('youtube_url', sa.String(length=300), nullable=False),
    sa.Column('photo_id', sa.Integer(), nullable=True),
    sa.Column('photo_alt', sa.String(length=200), nullable=False),
    sa.Column('scene', sa.String(length=40), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['photo_id'], ['stored_files.id'], name=op.f('fk_school_profiles_photo_id_stored_files'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name=op.f('fk_school_profiles_school_id_schools'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school_profiles')),
    sa.UniqueConstraint('school_id', name=op.f('uq_school_profiles_school_id'))
    )
    op.create_table('vacancy_schools',
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('school_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['school_id'], ['schools.id'], name=op.f('fk_vacancy_schools_school_id_schools'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_vacancy_schools_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('vacancy_id', 'school_id', name=op.f('pk_vacancy_schools'))
    )
    with op.batch_alter_table('vacancy_schools', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_schools_school_id'), ['school_id'], unique=False)

    op.create_table('course_date_facilitators',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_date_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['course_date_id'], ['course_dates.id'], name=op.f('fk_course_date_facilitators_course_date_id_course_dates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_course_date_facilitators_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_date_facilitators')),
    sa.UniqueConstraint('course_date_id', 'user_id', name=op.f('uq_course_date_facilitators_course_date_id_user_id'))
    )
    with op.batch_alter_table('course_date_facilitators', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_date_facilitators_user_id'), ['user_id'], unique=False)

    op.create_table('course_sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_date_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=36), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('zone', sa.String(length=40), nullable=False),
    sa.Column('venue_id', sa.Integer(), nullable=True),
    sa.Column('room', sa.String(length=120), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('ends > starts', name=op.f('ck_course_sessions_ends_after_start')),
    sa.ForeignKeyConstraint(['course_date_id'], ['course_dates.id'], name=op.f('fk_course_sessions_course_date_id_course_dates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['venue_id'], ['venues.id'], name=op.f('fk_course_sessions_venue_id_venues')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_sessions')),
    sa.UniqueConstraint('uid', name=op.f('uq_course_sessions_uid'))
    )
    with op.batch_alter_table('course_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_sessions_course_date_id'), ['course_date_id'], unique=False)

    op.create_table('places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_date_id', sa.Integer(), nullable=False),
    sa.Column('booking_id', sa.Integer(), nullable=False),
    sa.Column('delegate_id', sa.Integer(), nullable=True),
    sa.Column('delegate_name', sa.String(length=120), nullable=False),
    sa.Column('delegate_email', sa.String(length=254), nullable=True),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('held_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('extensions', sa.Integer(), nullable=False),
    sa.Column('offered_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('waiting_number', sa.Integer(), nullable=True),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('waiting_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('price_band', sa.String(length=60), nullable=False),
    sa.Column('price_pence', sa.Integer(), nullable=False),
    sa.Column('charge_pence', sa.Integer(), nullable=True),
    sa.Column('charge_tier', sa.JSON(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('delegate_email = lower(delegate_email)', name=op.f('ck_places_delegate_email_lower')),
    sa.CheckConstraint('price_pence >= 0', name=op.f('ck_places_price_not_negative')),
    sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], name=op.f('fk_places_booking_id_bookings')),
    sa.ForeignKeyConstraint(['course_date_id'], ['course_dates.id'], name=op.f('fk_places_course_date_id_course_dates')),
    sa.ForeignKeyConstraint(['delegate_id'], ['users.id'], name=op.f('fk_places_delegate_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_places'))
    )
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.create_index('ix_places_active', ['course_date_id', 'delegate_email'], unique=True, sqlite_where=sa.text("state IN ('attended', 'awaiting_approval', 'confirmed', 'excused', 'held', 'no_show', 'offered', 'part_attended', 'waiting')"), postgresql_where=sa.text("state IN ('attended', 'awaiting_approval', 'confirmed', 'excused', 'held', 'no_show', 'offered', 'part_attended', 'waiting')"))
        batch_op.create_index(batch_op.f('ix_places_booking_id'), ['booking_id'], unique=False)
        batch_op.create_index('ix_places_course_date_id_state', ['course_date_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_places_delegate_id'), ['delegate_id'], unique=False)
        batch_op.create_index('ix_places_state_held_until', ['state', 'held_until'], unique=False)

    op.create_table('calendar_invites',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('attendee', sa.String(length=254), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('method', sa.String(length=60), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['course_sessions.id'], name=op.f('fk_calendar_invites_session_id_course_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_invites')),
    sa.UniqueConstraint('session_id', 'attendee', name=op.f('uq_calendar_invites_session_id_attendee'))
    )
    op.create_table('delegate_needs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('dietary', sa.String(length=200), nullable=False),
    sa.Column('access', sa.String(length=500), nullable=False),
    sa.Column('please_call', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_delegate_needs_place_id_places'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delegate_needs')),
    sa.UniqueConstraint('place_id', name=op.f('uq_delegate_needs_place_id'))
    )


def downgrade() -> None:
    op.drop_table('delegate_needs')
    op.drop_table('calendar_invites')
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.drop_index('ix_places_state_held_until')
        batch_op.drop_index(batch_op.f('ix_places_delegate_id'))
        batch_op.drop_index('ix_places_course_date_id_state')
        batch_op.drop_index(batch_op.f('ix_places_booking_id'))
        batch_op.drop_index('ix_places_active', sqlite_where=sa.text("state IN ('attended', 'awaiting_approval', 'confirmed', 'excused', 'held', 'no_show', 'offered', 'part_attended', 'waiting')"), postgresql_where=sa.text("state IN ('attended', 'awaiting_approval', 'confirmed', 'excused', 'held', 'no_show', 'offered', 'part_attended', 'waiting')"))

    op.drop_table('places')
    with op.batch_alter_table('course_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_course_sessions_course_date_id'))

    op.drop_table('course_sessions')
    with op.batch_alter_table('course_date_facilitators', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_course_date_facilitators_user_id'))

    op.drop_table('course_date_facilitators')
    with op.batch_alter_table('vacancy_schools', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_schools_school_id'))

    op.drop_table('vacancy_schools')
    op.drop_table('school_profiles')
    with op.batch_alter_table('interest_steps', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_interest_steps_interest_id'))

    op.drop_table('interest_steps')
    with op.batch_alter_table('course_dates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_course_dates_venue_id'))
        batch_op.drop_index('ix_course_dates_state_starts_at')
        batch_op.drop_index(batch_op.f('ix_course_dates_course_id'))

    op.drop_table('course_dates')
    with op.batch_alter_table('application_referees', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_referees_application_id'))

    op.drop_table('application_referees')
    with op.batch_alter_table('application_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_application_events_application_id'))

    op.drop_table('application_events')
    with op.batch_alter_table('venues', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_venues_provider_id'))

    op.drop_table('venues')
    with op.batch_alter_table('vacancy_tallies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_tallies_published_on'))
        batch_op.drop_index(batch_op.f('ix_vacancy_tallies_organisation_id'))
        batch_op.drop_index('ix_vacancy_tallies_campaign_published')

    op.drop_table('vacancy_tallies')
    with op.batch_alter_table('vacancy_slugs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_slugs_vacancy_id'))

    op.drop_table('vacancy_slugs')
    with op.batch_alter_table('vacancy_panel', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_panel_user_id'))

    op.drop_table('vacancy_panel')
    with op.batch_alter_table('schools', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_schools_trust_id'))
        batch_op.drop_index(batch_op.f('ix_schools_status'))
        batch_op.drop_index(batch_op.f('ix_schools_postcode'))
        batch_op.drop_index(batch_op.f('ix_schools_local_authority_id'))

    op.drop_table('schools')
    with op.batch_alter_table('expressions_of_interest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_expressions_of_interest_user_id'))
        batch_op.drop_index(batch_op.f('ix_expressions_of_interest_role_id'))
        batch_op.drop_index('ix_expressions_active', sqlite_where=sa.text("state NOT IN ('declined', 'withdrawn')"), postgresql_where=sa.text("state NOT IN ('declined', 'withdrawn')"))

    op.drop_table('expressions_of_interest')
    with op.batch_alter_table('day_counts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_day_counts_day'))

    op.drop_table('day_counts')
    with op.batch_alter_table('courses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_courses_status'))
        batch_op.drop_index(batch_op.f('ix_courses_provider_id'))

    op.drop_table('courses')
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_index('ix_applications_vacancy_state')
        batch_op.drop_index(batch_op.f('ix_applications_submitted_at'))
        batch_op.drop_index('ix_applications_one_open', sqlite_where=sa.text("state <> 'withdrawn'"), postgresql_where=sa.text("state <> 'withdrawn'"))
        batch_op.drop_index(batch_op.f('ix_applications_candidate_id'))

    op.drop_table('applications')
    with op.batch_alter_table('alert_told_vacancies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alert_told_vacancies_vacancy_id'))

    op.drop_table('alert_told_vacancies')
    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.drop_index('ix_vacancies_state_closes_at')
        batch_op.drop_index(batch_op.f('ix_vacancies_published_at'))
        batch_op.drop_index(batch_op.f('ix_vacancies_parent_id'))
        batch_op.drop_index('ix_vacancies_organisation_state')
        batch_op.drop_index(batch_op.f('ix_vacancies_campaign_id'))

    op.drop_table('vacancies')
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.drop_index('ix_user_sessions_user_id_ended_at')
        batch_op.drop_index(batch_op.f('ix_user_sessions_expires_at'))

    op.drop_table('user_sessions')
    op.drop_table('trusts')
    op.drop_table('providers')
    with op.batch_alter_table('ownership_requests', schema=None) as batch_op:
        batch_op.drop_index('uq_ownership_requests_user_id_organisation_id', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index(batch_op.f('ix_ownership_requests_organisation_id'))

    op.drop_table('ownership_requests')
    with op.batch_alter_table('message_attachments', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_attachments_message_id'))

    op.drop_table('message_attachments')
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_memberships_organisation_id'))
        batch_op.drop_index('ix_memberships_active', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.drop_table('memberships')
    with op.batch_alter_table('mailed_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mailed_links_user_id'))
        batch_op.drop_index(batch_op.f('ix_mailed_links_handled_at'))
        batch_op.drop_index('ix_mailed_links_email_created_at')

    op.drop_table('mailed_links')
    op.drop_table('local_authorities')
    with op.batch_alter_table('invitations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitations_organisation_id'))

    op.drop_table('invitations')
    with op.batch_alter_table('governor_roles', schema=None) as batch_op:
        batch_op.drop_index('ix_governor_roles_state_closes_at')
        batch_op.drop_index(batch_op.f('ix_governor_roles_published_at'))
        batch_op.drop_index(batch_op.f('ix_governor_roles_organisation_id'))

    op.drop_table('governor_roles')
    with op.batch_alter_table('bookings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bookings_payer_id'))
        batch_op.drop_index(batch_op.f('ix_bookings_booker_id'))

    op.drop_table('bookings')
    with op.batch_alter_table('alert_subscriptions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alert_subscriptions_user_id'))
        batch_op.drop_index(batch_op.f('ix_alert_subscriptions_email'))
        batch_op.drop_index('ix_alert_subscriptions_due')

    op.drop_table('alert_subscriptions')
    op.drop_table('vacancy_campaigns')
    op.drop_table('users')
    op.drop_table('suppressions')
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_stored_files_user_id'))
        batch_op.drop_index('ix_stored_files_state_id')
        batch_op.drop_index(batch_op.f('ix_stored_files_organisation_id'))

    op.drop_table('stored_files')
    with op.batch_alter_table('sign_in_guards', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_guards_last_failed_at'))

    op.drop_table('sign_in_guards')
    with op.batch_alter_table('school_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_school_links_successor_urn'))
        batch_op.drop_index(batch_op.f('ix_school_links_predecessor_urn'))

    op.drop_table('school_links')
    with op.batch_alter_table('postcodes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_postcodes_sector'))

    op.drop_table('postcodes')
    op.drop_table('place_names')
    op.drop_table('outcodes')
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisations_name'))
        batch_op.drop_index(batch_op.f('ix_organisations_kind'))

    op.drop_table('organisations')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_messages_user_id'))
        batch_op.drop_index(batch_op.f('ix_messages_to_address'))
        batch_op.drop_index('ix_messages_state_next_attempt_at')
        batch_op.drop_index(batch_op.f('ix_messages_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_messages_kind'))

    op.drop_table('messages')
    op.drop_table('job_runs')
    with op.batch_alter_table('index_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_index_changes_made_at'))

    op.drop_table('index_changes')
    op.drop_table('imported_months')
    with op.batch_alter_table('audit_entries', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_entries_subject')
        batch_op.drop_index('ix_audit_entries_organisation_id_id')
        batch_op.drop_index(batch_op.f('ix_audit_entries_at'))
        batch_op.drop_index('ix_audit_entries_actor_id_id')

    op.drop_table('audit_entries')
