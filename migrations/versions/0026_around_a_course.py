"""what stands around a course: series, facilitators, watches, requests, calendars

Revision: 0026
After: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def key(table: str, column: str, target: str, **options: object) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f'{target}.id'], name=op.f(f'fk_{table}_{column}_{target}'), **options
    )


def stamps() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    )


def index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)


def upgrade() -> None:
    with op.batch_alter_table('courses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('career_steps', sa.JSON(), nullable=False, server_default='[]'))

    op.create_table('course_followers',
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('next_id', sa.Integer(), nullable=False),
    key('course_followers', 'course_id', 'courses', ondelete='CASCADE'),
    key('course_followers', 'next_id', 'courses', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('course_id', 'next_id', name=op.f('pk_course_followers'))
    )
    index('course_followers', 'next_id')

    op.create_table('facilitator_profiles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('bio', sa.Text(), nullable=False),
    sa.Column('photo_id', sa.Integer(), nullable=True),
    sa.Column('photo_alt', sa.String(length=200), nullable=False),
    *stamps(),
    key('facilitator_profiles', 'provider_id', 'providers'),
    key('facilitator_profiles', 'user_id', 'users', ondelete='CASCADE'),
    key('facilitator_profiles', 'photo_id', 'stored_files', ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_facilitator_profiles')),
    sa.UniqueConstraint('provider_id', 'user_id', name=op.f('uq_facilitator_profiles_provider_id_user_id'))
    )
    index('facilitator_profiles', 'provider_id', 'user_id')

    op.create_table('course_facilitators',
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('profile_id', sa.Integer(), nullable=False),
    key('course_facilitators', 'course_id', 'courses', ondelete='CASCADE'),
    key('course_facilitators', 'profile_id', 'facilitator_profiles', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('course_id', 'profile_id', name=op.f('pk_course_facilitators'))
    )
    index('course_facilitators', 'profile_id')

    op.create_table('course_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('slug', sa.String(length=140), nullable=False),
    sa.Column('summary', sa.String(length=250), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('is_mixable', sa.Boolean(), nullable=False),
    sa.Column('status', sa.String(length=60), nullable=False),
    *stamps(),
    key('course_series', 'provider_id', 'providers'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_series')),
    sa.UniqueConstraint('slug', name=op.f('uq_course_series_slug'))
    )
    index('course_series', 'provider_id')

    op.create_table('series_modules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('series_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    key('series_modules', 'series_id', 'course_series', ondelete='CASCADE'),
    key('series_modules', 'course_id', 'courses', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_series_modules')),
    sa.UniqueConstraint('series_id', 'course_id', name=op.f('uq_series_modules_series_id_course_id'))
    )
    index('series_modules', 'course_id')

    op.create_table('course_watches',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('secret', sa.String(length=43), nullable=False),
    *stamps(),
    key('course_watches', 'user_id', 'users', ondelete='CASCADE'),
    key('course_watches', 'course_id', 'courses', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_watches')),
    sa.UniqueConstraint('user_id', 'course_id', name=op.f('uq_course_watches_user_id_course_id'))
    )
    index('course_watches', 'course_id')

    op.create_table('course_watch_tellings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('watch_id', sa.Integer(), nullable=False),
    sa.Column('course_date_id', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    key('course_watch_tellings', 'watch_id', 'course_watches', ondelete='CASCADE'),
    key('course_watch_tellings', 'course_date_id', 'course_dates', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_watch_tellings')),
    sa.UniqueConstraint('watch_id', 'course_date_id', name=op.f('uq_course_watch_tellings_watch_id_course_date_id'))
    )
    index('course_watch_tellings', 'course_date_id')

    op.create_table('calendar_feeds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('secret', sa.String(length=43), nullable=False),
    *stamps(),
    key('calendar_feeds', 'user_id', 'users', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feeds')),
    sa.UniqueConstraint('user_id', name=op.f('uq_calendar_feeds_user_id')),
    sa.UniqueConstraint('secret', name=op.f('uq_calendar_feeds_secret'))
    )

    op.create_table('in_school_requests',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=True),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('topic', sa.String(length=200), nullable=False),
    sa.Column('wishes', sa.Text(), nullable=False),
    sa.Column('staff_count', sa.Integer(), nullable=False),
    sa.Column('preferred_dates', sa.String(length=500), nullable=False),
    sa.Column('hall', sa.String(length=300), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    *stamps(),
    sa.CheckConstraint(
        'staff_count >= 1 AND staff_count <= 1000', name=op.f('ck_in_school_requests_staff_in_range')
    ),
    key('in_school_requests', 'provider_id', 'providers'),
    key('in_school_requests', 'organisation_id', 'organisations'),
    key('in_school_requests', 'course_id', 'courses', ondelete='SET NULL'),
    key('in_school_requests', 'asked_by_id', 'users', ondelete='SET NULL'),
    key('in_school_requests', 'answered_by_id', 'users', ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_in_school_requests'))
    )
    index('in_school_requests', 'organisation_id')
    with op.batch_alter_table('in_school_requests', schema=None) as batch_op:
        batch_op.create_index('ix_in_school_requests_provider_state', ['provider_id', 'state'], unique=False)


def downgrade() -> None:
    for table in (
        'in_school_requests', 'calendar_feeds', 'course_watch_tellings', 'course_watches', 'series_modules',
        'course_series', 'course_facilitators', 'facilitator_profiles', 'course_followers',
    ):
        op.drop_table(table)
    with op.batch_alter_table('courses', schema=None) as batch_op:
        batch_op.drop_column('career_steps')
