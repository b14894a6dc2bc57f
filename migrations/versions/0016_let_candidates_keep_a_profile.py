"""let candidates keep a profile

Revision: 0016
After: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('candidate_profiles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('first_name', sa.String(length=100), nullable=False),
    sa.Column('last_name', sa.String(length=100), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('has_right_to_work', sa.Boolean(), nullable=True),
    sa.Column('job_roles', sa.JSON(), nullable=False),
    sa.Column('phases', sa.JSON(), nullable=False),
    sa.Column('key_stages', sa.JSON(), nullable=False),
    sa.Column('subjects', sa.JSON(), nullable=False),
    sa.Column('working_patterns', sa.JSON(), nullable=False),
    sa.Column('patterns_details', sa.Text(), nullable=False),
    sa.Column('qts_status', sa.String(length=60), nullable=True),
    sa.Column('qts_year', sa.Integer(), nullable=True),
    sa.Column('trn', sa.String(length=7), nullable=False),
    sa.Column('qualifications', sa.Text(), nullable=False),
    sa.Column('statement', sa.Text(), nullable=False),
    sa.Column('is_visible', sa.Boolean(), nullable=False),
    sa.Column('visible_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('warnings', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_candidate_profiles_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidate_profiles')),
    sa.UniqueConstraint('user_id', name=op.f('uq_candidate_profiles_user_id'))
    )
    with op.batch_alter_table('candidate_profiles', schema=None) as batch_op:
        batch_op.create_index('ix_candidate_profiles_is_visible', ['is_visible', 'id'], unique=False)

    op.create_table('candidate_searches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('query', sa.String(length=500), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_candidate_searches_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidate_searches')),
    sa.UniqueConstraint('user_id', 'query', name=op.f('uq_candidate_searches_user_id_query'))
    )
    op.create_table('profile_hidings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('profile_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('is_employer', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_profile_hidings_organisation_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['profile_id'], ['candidate_profiles.id'], name=op.f('fk_profile_hidings_profile_id_candidate_profiles'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profile_hidings')),
    sa.UniqueConstraint('profile_id', 'organisation_id', name=op.f('uq_profile_hidings_profile_id_organisation_id'))
    )
    with op.batch_alter_table('profile_hidings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_profile_hidings_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('profile_places',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('profile_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('latitude', sa.Float(), nullable=False),
    sa.Column('longitude', sa.Float(), nullable=False),
    sa.Column('radius_miles', sa.Integer(), nullable=False),
    sa.CheckConstraint('radius_miles BETWEEN 1 AND 200', name=op.f('ck_profile_places_radius_in_reach')),
    sa.ForeignKeyConstraint(['profile_id'], ['candidate_profiles.id'], name=op.f('fk_profile_places_profile_id_candidate_profiles'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_profile_places'))
    )
    with op.batch_alter_table('profile_places', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_profile_places_profile_id'), ['profile_id'], unique=False)

    op.create_table('job_invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('candidate_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('invited_by_id', sa.Integer(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['candidate_id'], ['users.id'], name=op.f('fk_job_invitations_candidate_id_users'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invited_by_id'], ['users.id'], name=op.f('fk_job_invitations_invited_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_job_invitations_organisation_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_job_invitations_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_invitations')),
    sa.UniqueConstraint('vacancy_id', 'candidate_id', name=op.f('uq_job_invitations_vacancy_id_candidate_id'))
    )
    with op.batch_alter_table('job_invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_invitations_candidate_id'), ['candidate_id'], unique=False)
        batch_op.create_index('ix_job_invitations_organisation_sent', ['organisation_id', 'sent_at'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('job_invitations', schema=None) as batch_op:
        batch_op.drop_index('ix_job_invitations_organisation_sent')
        batch_op.drop_index(batch_op.f('ix_job_invitations_candidate_id'))

    op.drop_table('job_invitations')
    with op.batch_alter_table('profile_places', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_profile_places_profile_id'))

    op.drop_table('profile_places')
    with op.batch_alter_table('profile_hidings', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_profile_hidings_organisation_id'))

    op.drop_table('profile_hidings')
    op.drop_table('candidate_searches')
    with op.batch_alter_table('candidate_profiles', schema=None) as batch_op:
        batch_op.drop_index('ix_candidate_profiles_is_visible')

    op.drop_table('candidate_profiles')
