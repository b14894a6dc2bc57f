"""book for colleagues, and ask for approval

Revision: 0031
After: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('payer_settings',
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('asks_approval', sa.Boolean(), nullable=False),
    sa.Column('asks_purchase_order', sa.Boolean(), nullable=False),
    sa.Column('asks_cost_centre', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_payer_settings_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payer_settings')),
    sa.UniqueConstraint('organisation_id', name=op.f('uq_payer_settings_organisation_id'))
    )
    with op.batch_alter_table('bookings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('filled_in_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('wanted', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('together', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('names_due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('names_chased_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.add_column(sa.Column('approval_due_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('approval_chased_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('decided_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('decision_note', sa.String(length=500), nullable=False, server_default=''))
        batch_op.create_foreign_key(
            batch_op.f('fk_places_decided_by_id_users'), 'users', ['decided_by_id'], ['id'], ondelete='SET NULL'
        )


def downgrade() -> None:
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_places_decided_by_id_users'), type_='foreignkey')
        for name in ('decision_note', 'decided_by_id', 'approval_chased_at', 'approval_due_at'):
            batch_op.drop_column(name)
    with op.batch_alter_table('bookings', schema=None) as batch_op:
        for name in ('names_chased_at', 'names_due_at', 'together', 'wanted', 'filled_in_at'):
            batch_op.drop_column(name)
    op.drop_table('payer_settings')
