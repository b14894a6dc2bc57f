"""keep records of training, teams and what they need

Revision: 0029
After: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('training_kinds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('basis', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('months BETWEEN 0 AND 120', name=op.f('ck_training_kinds_months_in_range')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_kinds')),
    sa.UniqueConstraint('name', name=op.f('uq_training_kinds_name'))
    )
    op.create_table('training_reminders',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('holding', sa.String(length=40), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_reminders')),
    sa.UniqueConstraint('holding', 'days', name=op.f('uq_training_reminders_holding_days'))
    )
    op.create_table('absence_feeds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_absence_feeds_organisation_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_absence_feeds_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence_feeds')),
    sa.UniqueConstraint('token', name=op.f('uq_absence_feeds_token')),
    sa.UniqueConstraint('user_id', 'organisation_id', name=op.f('uq_absence_feeds_user_id_organisation_id'))
    )
    op.create_table('required_trainings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=60), nullable=False),
    sa.Column('kind_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['kind_id'], ['training_kinds.id'], name=op.f('fk_required_trainings_kind_id_training_kinds'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_required_trainings_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_required_trainings')),
    sa.UniqueConstraint('organisation_id', 'role', 'kind_id', name=op.f('uq_required_trainings_organisation_id_role_kind_id'))
    )
    op.create_table('team_members',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('role', sa.String(length=60), nullable=False),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('email = lower(email)', name=op.f('ck_team_members_email_lower')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_team_members_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_members')),
    sa.UniqueConstraint('organisation_id', 'email', name=op.f('uq_team_members_organisation_id_email'))
    )
    with op.batch_alter_table('team_members', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_team_members_email'), ['email'], unique=False)

    op.create_table('training_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('member_id', sa.Integer(), nullable=True),
    sa.Column('kind_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=150), nullable=False),
    sa.Column('provider', sa.String(length=150), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('hours', sa.Float(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('is_shared', sa.Boolean(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('(user_id IS NULL) <> (member_id IS NULL)', name=op.f('ck_training_entries_of_one_person')),
    sa.CheckConstraint('hours >= 0 AND hours <= 500', name=op.f('ck_training_entries_hours_in_range')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_training_entries_file_id_stored_files')),
    sa.ForeignKeyConstraint(['kind_id'], ['training_kinds.id'], name=op.f('fk_training_entries_kind_id_training_kinds')),
    sa.ForeignKeyConstraint(['member_id'], ['team_members.id'], name=op.f('fk_training_entries_member_id_team_members'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_training_entries_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_entries'))
    )
    with op.batch_alter_table('training_entries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_training_entries_kind_id'), ['kind_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_training_entries_member_id'), ['member_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_training_entries_user_id'), ['user_id'], unique=False)

    op.create_table('training_kind_courses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['courses.id'], name=op.f('fk_training_kind_courses_course_id_courses'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['kind_id'], ['training_kinds.id'], name=op.f('fk_training_kind_courses_kind_id_training_kinds'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_kind_courses')),
    sa.UniqueConstraint('kind_id', 'course_id', name=op.f('uq_training_kind_courses_kind_id_course_id'))
    )
    with op.batch_alter_table('training_kind_courses', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_training_kind_courses_course_id'), ['course_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('training_kind_courses', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_training_kind_courses_course_id'))

    op.drop_table('training_kind_courses')
    with op.batch_alter_table('training_entries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_training_entries_user_id'))
        batch_op.drop_index(batch_op.f('ix_training_entries_member_id'))
        batch_op.drop_index(batch_op.f('ix_training_entries_kind_id'))

    op.drop_table('training_entries')
    with op.batch_alter_table('team_members', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_team_members_email'))

    op.drop_table('team_members')
    op.drop_table('required_trainings')
    op.drop_table('absence_feeds')
    op.drop_table('training_reminders')
    op.drop_table('training_kinds')