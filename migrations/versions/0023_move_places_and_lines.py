"""move places and lines

Revision: 0023
After: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('place_notices',
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('about', sa.String(length=64), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_place_notices_place_id_places'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_place_notices')),
    sa.UniqueConstraint('place_id', 'kind', 'about', name=op.f('uq_place_notices_place_id_kind_about'))
    )
    with op.batch_alter_table('course_dates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('line_strategy', sa.String(length=60), nullable=False, server_default='strict'))
        batch_op.add_column(sa.Column('decide_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('going_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('previous_starts_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('rescheduled_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('instructions_changed_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.add_column(sa.Column('successor_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('ended_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('priority', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('priority_reason', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('skips', sa.Integer(), nullable=False, server_default='0'))
        batch_op.create_index(batch_op.f('ix_places_successor_id'), ['successor_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_places_successor_id_places'), 'places', ['successor_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_places_ended_by_id_users'), 'users', ['ended_by_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_places_ended_by_id_users'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_places_successor_id_places'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_places_successor_id'))
        for name in ('skips', 'priority_reason', 'priority', 'ended_by_id', 'successor_id'):
            batch_op.drop_column(name)
    with op.batch_alter_table('course_dates', schema=None) as batch_op:
        for name in (
            'instructions_changed_at', 'rescheduled_at', 'previous_starts_at', 'going_at', 'warned_at', 'decide_on',
            'line_strategy',
        ):
            batch_op.drop_column(name)
    op.drop_table('place_notices')
