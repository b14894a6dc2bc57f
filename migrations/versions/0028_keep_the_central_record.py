"""keep the central record; say why there is one referee, and whether a reference is satisfactory

Revision: 0028
After: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('record_entries',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=True),
    sa.Column('application_id', sa.Integer(), nullable=True),
    sa.Column('candidate_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=201), nullable=False),
    sa.Column('job', sa.String(length=300), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('appointed_on', sa.Date(), nullable=False),
    sa.Column('start_on', sa.Date(), nullable=True),
    sa.Column('checks', sa.Text(), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_record_entries_application_id_applications'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['candidate_id'], ['users.id'], name=op.f('fk_record_entries_candidate_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_record_entries_organisation_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_record_entries_vacancy_id_vacancies'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_record_entries')),
    sa.UniqueConstraint('application_id', name=op.f('uq_record_entries_application_id'))
    )
    with op.batch_alter_table('record_entries', schema=None) as batch_op:
        for column in ('candidate_id', 'left_on', 'organisation_id', 'vacancy_id'):
            batch_op.create_index(batch_op.f(f'ix_record_entries_{column}'), [column], unique=False)
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('only_referee_reason', sa.Text(), nullable=False, server_default=''))
    with op.batch_alter_table('reference_requests', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_satisfactory', sa.Boolean(), nullable=True))
    # Whoever marked one as checked so far had made sure of it.
    op.execute("UPDATE reference_requests SET is_satisfactory = true WHERE checked_at IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table('reference_requests', schema=None) as batch_op:
        batch_op.drop_column('is_satisfactory')
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_column('only_referee_reason')
    with op.batch_alter_table('record_entries', schema=None) as batch_op:
        for column in ('candidate_id', 'left_on', 'organisation_id', 'vacancy_id'):
            batch_op.drop_index(batch_op.f(f'ix_record_entries_{column}'))
    op.drop_table('record_entries')
