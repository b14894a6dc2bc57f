"""interview days

Revision: 0013
After: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('interview_days',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('slot_minutes', sa.Integer(), nullable=False),
    sa.Column('pause_minutes', sa.Integer(), nullable=False),
    sa.Column('rooms', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('video_link', sa.String(length=500), nullable=False),
    sa.Column('people', sa.String(length=500), nullable=False),
    sa.Column('programme', sa.Text(), nullable=False),
    sa.Column('bring', sa.Text(), nullable=False),
    sa.Column('choose_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancel_reason', sa.String(length=500), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('rooms BETWEEN 1 AND 6', name=op.f('ck_interview_days_rooms_range')),
    sa.CheckConstraint('slot_minutes BETWEEN 5 AND 480', name=op.f('ck_interview_days_slot_minutes_range')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_interview_days_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview_days'))
    )
    with op.batch_alter_table('interview_days', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interview_days_vacancy_id'), ['vacancy_id'], unique=False)

    op.create_table('interview_calendars',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=80), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('method', sa.String(length=60), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_interview_calendars_application_id_applications'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview_calendars')),
    sa.UniqueConstraint('application_id', name=op.f('uq_interview_calendars_application_id'))
    )
    op.create_table('interview_invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day_id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('invited_by_id', sa.Integer(), nullable=True),
    sa.Column('none_suits_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('none_suits_note', sa.Text(), nullable=False),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_interview_invitations_application_id_applications'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['day_id'], ['interview_days.id'], name=op.f('fk_interview_invitations_day_id_interview_days'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invited_by_id'], ['users.id'], name=op.f('fk_interview_invitations_invited_by_id_users'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview_invitations')),
    sa.UniqueConstraint('day_id', 'application_id', name=op.f('uq_interview_invitations_day_id_application_id'))
    )
    with op.batch_alter_table('interview_invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interview_invitations_application_id'), ['application_id'], unique=False)

    op.create_table('interview_slots',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day_id', sa.Integer(), nullable=False),
    sa.Column('room', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('ends', sa.Time(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_interview_slots_application_id_applications'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['day_id'], ['interview_days.id'], name=op.f('fk_interview_slots_day_id_interview_days'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interview_slots')),
    sa.UniqueConstraint('day_id', 'application_id', name=op.f('uq_interview_slots_day_id_application_id')),
    sa.UniqueConstraint('day_id', 'room', 'starts', name=op.f('uq_interview_slots_day_id_room_starts'))
    )
    with op.batch_alter_table('interview_slots', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interview_slots_application_id'), ['application_id'], unique=False)




def downgrade() -> None:

    with op.batch_alter_table('interview_slots', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_interview_slots_application_id'))

    op.drop_table('interview_slots')
    with op.batch_alter_table('interview_invitations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_interview_invitations_application_id'))

    op.drop_table('interview_invitations')
    op.drop_table('interview_calendars')
    with op.batch_alter_table('interview_days', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_interview_days_vacancy_id'))

    op.drop_table('interview_days')

