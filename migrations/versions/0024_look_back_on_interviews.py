"""look back on interviews, offers and checks; seal what is said with a decision

Revision: 0024
After: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('hiring_events',
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('check_kind', sa.String(length=60), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_hiring_events_application_id_applications'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hiring_events'))
    )
    with op.batch_alter_table('hiring_events', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hiring_events_application_id'), ['application_id'], unique=False)

    # Sealed from their next saving on, and all at once by `flask sealing rotate`; until then read as they stand.
    with op.batch_alter_table('application_events', schema=None) as batch_op:
        batch_op.alter_column('reason', existing_type=sa.String(length=500), type_=sa.Text(), existing_nullable=False)
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.alter_column('withdrawal_details', existing_type=sa.String(length=500), type_=sa.Text(), existing_nullable=False)
        batch_op.drop_column('revisions')


def downgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('revisions', sa.JSON(), nullable=False, server_default='{}'))
    # What was sealed is longer than the columns that were there before: they stay text.
    with op.batch_alter_table('hiring_events', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hiring_events_application_id'))
    op.drop_table('hiring_events')
