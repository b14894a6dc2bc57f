"""ask for references and self-disclosures

Revision: 0009
After: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('vacancy_papers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('panel_reads', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_vacancy_papers_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_papers')),
    sa.UniqueConstraint('vacancy_id', name=op.f('uq_vacancy_papers_vacancy_id'))
    )
    op.create_table('disclosures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answers', sa.Text(), nullable=True),
    sa.Column('received_note', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_disclosures_application_id_applications'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_disclosures_asked_by_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosures'))
    )
    with op.batch_alter_table('disclosures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disclosures_application_id'), ['application_id'], unique=False)
        batch_op.create_index('ix_disclosures_one_live', ['application_id'], unique=True, sqlite_where=sa.text("state <> 'recalled'"), postgresql_where=sa.text("state <> 'recalled'"))
        batch_op.create_index(batch_op.f('ix_disclosures_state'), ['state'], unique=False)

    op.create_table('reference_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('referee_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('job_title', sa.String(length=120), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('connection', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('send_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('automatic_reminders', sa.Integer(), nullable=False),
    sa.Column('interview_reminder_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('is_shared', sa.Boolean(), nullable=True),
    sa.Column('answers', sa.Text(), nullable=True),
    sa.Column('decline_reason', sa.Text(), nullable=False),
    sa.Column('received_note', sa.Text(), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('check_note', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_reference_requests_application_id_applications'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_reference_requests_asked_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_reference_requests_file_id_stored_files'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['referee_id'], ['application_referees.id'], name=op.f('fk_reference_requests_referee_id_application_referees'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reference_requests'))
    )
    with op.batch_alter_table('reference_requests', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reference_requests_application_id'), ['application_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reference_requests_file_id'), ['file_id'], unique=False)
        batch_op.create_index('ix_reference_requests_one_each', ['application_id', 'referee_id'], unique=True, sqlite_where=sa.text("state <> 'replaced'"), postgresql_where=sa.text("state <> 'replaced'"))
        batch_op.create_index(batch_op.f('ix_reference_requests_state'), ['state'], unique=False)

    op.create_table('paper_events',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference_id', sa.Integer(), nullable=True),
    sa.Column('disclosure_id', sa.Integer(), nullable=True),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.String(length=300), nullable=False),
    sa.CheckConstraint('(reference_id IS NULL) <> (disclosure_id IS NULL)', name=op.f('ck_paper_events_about_one_paper')),
    sa.ForeignKeyConstraint(['actor_id'], ['users.id'], name=op.f('fk_paper_events_actor_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['disclosure_id'], ['disclosures.id'], name=op.f('fk_paper_events_disclosure_id_disclosures'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reference_id'], ['reference_requests.id'], name=op.f('fk_paper_events_reference_id_reference_requests'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_events'))
    )
    with op.batch_alter_table('paper_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_events_disclosure_id'), ['disclosure_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_events_reference_id'), ['reference_id'], unique=False)

    op.create_table('reference_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['request_id'], ['reference_requests.id'], name=op.f('fk_reference_links_request_id_reference_requests'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reference_links')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_reference_links_token_hash'))
    )
    with op.batch_alter_table('reference_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reference_links_request_id'), ['request_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('reference_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reference_links_request_id'))

    op.drop_table('reference_links')
    with op.batch_alter_table('paper_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_events_reference_id'))
        batch_op.drop_index(batch_op.f('ix_paper_events_disclosure_id'))

    op.drop_table('paper_events')
    with op.batch_alter_table('reference_requests', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reference_requests_state'))
        batch_op.drop_index('ix_reference_requests_one_each', sqlite_where=sa.text("state <> 'replaced'"), postgresql_where=sa.text("state <> 'replaced'"))
        batch_op.drop_index(batch_op.f('ix_reference_requests_file_id'))
        batch_op.drop_index(batch_op.f('ix_reference_requests_application_id'))

    op.drop_table('reference_requests')
    with op.batch_alter_table('disclosures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_disclosures_state'))
        batch_op.drop_index('ix_disclosures_one_live', sqlite_where=sa.text("state <> 'recalled'"), postgresql_where=sa.text("state <> 'recalled'"))
        batch_op.drop_index(batch_op.f('ix_disclosures_application_id'))

    op.drop_table('disclosures')
    op.drop_table('vacancy_papers')
