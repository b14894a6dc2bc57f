"""ask candidates for their history

Revision: 0020
After: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

MONTHS_IN_ORDER = 'ended_on IS NULL OR started_on IS NULL OR ended_on >= started_on'


def entries(table: str, *columns: object) -> None:
    """A list of the form: its own columns, and those that every list has."""
    op.create_table(table,
    *columns,
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=32), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f(f'fk_{table}_application_id_applications'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
    sa.UniqueConstraint('application_id', 'key', name=op.f(f'uq_{table}_application_id_key'))
    )
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(batch_op.f(f'ix_{table}_application_id'), ['application_id'], unique=False)


def upgrade() -> None:
    entries('application_qualifications',
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('institution', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('results', sa.JSON(), nullable=False),
    sa.Column('progress', sa.String(length=60), nullable=True),
    sa.Column('grade', sa.String(length=100), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('details', sa.Text(), nullable=False),
    sa.CheckConstraint(MONTHS_IN_ORDER, name=op.f('ck_application_qualifications_ends_after_start')),
    )
    entries('application_trainings',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('provider', sa.String(length=200), nullable=False),
    sa.Column('grade', sa.String(length=100), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('length', sa.String(length=100), nullable=False),
    )
    entries('application_memberships',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('grade', sa.String(length=100), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('year', sa.Integer(), nullable=True),
    sa.Column('has_taken_exam', sa.Boolean(), nullable=True),
    )
    entries('application_employments',
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('job_title', sa.String(length=200), nullable=False),
    sa.Column('subjects', sa.String(length=200), nullable=False),
    sa.Column('is_current', sa.Boolean(), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('main_duties', sa.Text(), nullable=False),
    sa.Column('reason_for_leaving', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.CheckConstraint(MONTHS_IN_ORDER, name=op.f('ck_application_employments_ends_after_start')),
    )
    # Support needs are sealed from their next saving on; what is there is read as it stands.
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('country', sa.String(length=60), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('needs_sponsor', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('has_ni_number', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('ni_number', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('working_patterns', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('working_pattern_details', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('qts_specialism', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('induction', sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column('induction_details', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('is_first_job', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('left_education_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('wants_notice', sa.Boolean(), nullable=True))

    with op.batch_alter_table('application_referees', schema=None) as batch_op:
        batch_op.add_column(sa.Column('may_ask_early', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('key', sa.String(length=32), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_application_referees_application_id_key'), ['application_id', 'key'])


def downgrade() -> None:
    with op.batch_alter_table('application_referees', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_application_referees_application_id_key'), type_='unique')
        batch_op.drop_column('key')
        batch_op.drop_column('may_ask_early')

    with op.batch_alter_table('applications', schema=None) as batch_op:
        for name in (
            'wants_notice', 'left_education_on', 'is_first_job', 'induction_details', 'induction', 'qts_specialism',
            'working_pattern_details', 'working_patterns', 'ni_number', 'has_ni_number', 'needs_sponsor', 'country',
        ):
            batch_op.drop_column(name)

    for table in (
        'application_employments', 'application_memberships', 'application_trainings', 'application_qualifications'
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f'ix_{table}_application_id'))
        op.drop_table(table)
