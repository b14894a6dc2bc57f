"""keep registers, certificates and what people thought

Revision: 0027
After: 0026
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'


def new_ticket() -> str:
    return ''.join(secrets.choice(ALPHABET) for _ in range(26))


def upgrade() -> None:
    op.create_table('evaluation_forms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['courses.id'], name=op.f('fk_evaluation_forms_course_id_courses'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation_forms')),
    sa.UniqueConstraint('course_id', name=op.f('uq_evaluation_forms_course_id'))
    )
    op.create_table('evaluation_follow_ups',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('course_date_id', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('confidence_now', sa.Integer(), nullable=False),
    sa.Column('difference', sa.String(length=1000), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.CheckConstraint('confidence_now BETWEEN 1 AND 10', name=op.f('ck_evaluation_follow_ups_now_in_range')),
    sa.CheckConstraint('done BETWEEN 1 AND 5', name=op.f('ck_evaluation_follow_ups_done_in_range')),
    sa.ForeignKeyConstraint(['course_date_id'], ['course_dates.id'], name=op.f('fk_evaluation_follow_ups_course_date_id_course_dates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['courses.id'], name=op.f('fk_evaluation_follow_ups_course_id_courses'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation_follow_ups'))
    )
    with op.batch_alter_table('evaluation_follow_ups', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evaluation_follow_ups_course_date_id'), ['course_date_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evaluation_follow_ups_course_id'), ['course_id'], unique=False)

    op.create_table('evaluations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('course_date_id', sa.Integer(), nullable=False),
    sa.Column('scores', sa.JSON(), nullable=False),
    sa.Column('agreement', sa.Float(), nullable=False),
    sa.Column('confidence_before', sa.Integer(), nullable=False),
    sa.Column('confidence_after', sa.Integer(), nullable=False),
    sa.Column('recommend', sa.Integer(), nullable=False),
    sa.Column('differently', sa.Text(), nullable=False),
    sa.Column('may_quote', sa.Boolean(), nullable=False),
    sa.Column('answered_on', sa.Date(), nullable=False),
    sa.CheckConstraint('confidence_after BETWEEN 1 AND 10', name=op.f('ck_evaluations_after_in_range')),
    sa.CheckConstraint('confidence_before BETWEEN 1 AND 10', name=op.f('ck_evaluations_before_in_range')),
    sa.CheckConstraint('recommend BETWEEN 0 AND 10', name=op.f('ck_evaluations_recommend_in_range')),
    sa.ForeignKeyConstraint(['course_date_id'], ['course_dates.id'], name=op.f('fk_evaluations_course_date_id_course_dates'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['course_id'], ['courses.id'], name=op.f('fk_evaluations_course_id_courses'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluations'))
    )
    with op.batch_alter_table('evaluations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evaluations_course_date_id'), ['course_date_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evaluations_course_id'), ['course_id'], unique=False)

    op.create_table('attendance_marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=60), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('marked_by_id', sa.Integer(), nullable=True),
    sa.Column('arrived_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('check_in_key', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['marked_by_id'], ['users.id'], name=op.f('fk_attendance_marks_marked_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_attendance_marks_place_id_places'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['course_sessions.id'], name=op.f('fk_attendance_marks_session_id_course_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_marks')),
    sa.UniqueConstraint('session_id', 'place_id', name=op.f('uq_attendance_marks_session_id_place_id'))
    )
    with op.batch_alter_table('attendance_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_marks_place_id'), ['place_id'], unique=False)

    op.create_table('attendance_records',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('hours', sa.Float(), nullable=False),
    sa.Column('awarded_hours', sa.Float(), nullable=True),
    sa.Column('award_reason', sa.String(length=200), nullable=False),
    sa.Column('awarded_by_id', sa.Integer(), nullable=True),
    sa.Column('link_token', sa.String(length=40), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('chased_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('follow_up_asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('follow_up_answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('awarded_hours IS NULL OR awarded_hours BETWEEN 0 AND 200', name=op.f('ck_attendance_records_hours_in_range')),
    sa.ForeignKeyConstraint(['awarded_by_id'], ['users.id'], name=op.f('fk_attendance_records_awarded_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_attendance_records_place_id_places'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_records')),
    sa.UniqueConstraint('link_token', name=op.f('uq_attendance_records_link_token')),
    sa.UniqueConstraint('place_id', name=op.f('uq_attendance_records_place_id'))
    )
    with op.batch_alter_table('attendance_records', schema=None) as batch_op:
        batch_op.create_index('ix_attendance_records_asked_at', ['asked_at'], unique=False)

    op.create_table('certificates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=14), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('course_title', sa.String(length=120), nullable=False),
    sa.Column('provider_name', sa.String(length=200), nullable=False),
    sa.Column('statutory_basis', sa.String(length=200), nullable=False),
    sa.Column('hours', sa.Float(), nullable=False),
    sa.Column('completed_on', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_reason', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_certificates_place_id_places'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificates')),
    sa.UniqueConstraint('number', name=op.f('uq_certificates_number')),
    sa.UniqueConstraint('place_id', name=op.f('uq_certificates_place_id'))
    )
    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificates_expires_on'), ['expires_on'], unique=False)

    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ticket_token', sa.String(length=26), nullable=False, server_default=''))
    connection = op.get_bind()
    places = sa.table('places', sa.column('id', sa.Integer), sa.column('ticket_token', sa.String))
    for (number,) in connection.execute(sa.select(places.c.id)).all():
        connection.execute(places.update().where(places.c.id == number).values(ticket_token=new_ticket()))
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.create_index('ix_places_ticket_token', ['ticket_token'], unique=True)


def downgrade() -> None:
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.drop_index('ix_places_ticket_token')
        batch_op.drop_column('ticket_token')

    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificates_expires_on'))

    op.drop_table('certificates')
    with op.batch_alter_table('attendance_records', schema=None) as batch_op:
        batch_op.drop_index('ix_attendance_records_asked_at')

    op.drop_table('attendance_records')
    with op.batch_alter_table('attendance_marks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_marks_place_id'))

    op.drop_table('attendance_marks')
    with op.batch_alter_table('evaluations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evaluations_course_id'))
        batch_op.drop_index(batch_op.f('ix_evaluations_course_date_id'))

    op.drop_table('evaluations')
    with op.batch_alter_table('evaluation_follow_ups', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evaluation_follow_ups_course_id'))
        batch_op.drop_index(batch_op.f('ix_evaluation_follow_ups_course_date_id'))

    op.drop_table('evaluation_follow_ups')
    op.drop_table('evaluation_forms')