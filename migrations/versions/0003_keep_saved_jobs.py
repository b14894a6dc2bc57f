"""keep saved jobs and the choice about reminders

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'saved_vacancies',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('vacancy_id', sa.Integer(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('reminded_days', sa.Integer(), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            'reminded_days IS NULL OR reminded_days IN (10, 2)', name=op.f('ck_saved_vacancies_reminded_days_known')
        ),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_saved_vacancies_user_id_users'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_saved_vacancies_vacancy_id_vacancies'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_vacancies')),
        sa.UniqueConstraint('user_id', 'vacancy_id', name=op.f('uq_saved_vacancies_user_id_vacancy_id')),
    )
    with op.batch_alter_table('saved_vacancies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_vacancies_vacancy_id'), ['vacancy_id'], unique=False)
    op.create_table(
        'saved_reminder_choices',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('user_id', sa.Integer(), nullable=False),
        sa.Column('is_on', sa.Boolean(), nullable=False),
        sa.Column('secret', sa.String(length=43), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_saved_reminder_choices_user_id_users'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_reminder_choices')),
        sa.UniqueConstraint('user_id', name=op.f('uq_saved_reminder_choices_user_id')),
    )


def downgrade() -> None:
    op.drop_table('saved_reminder_choices')
    with op.batch_alter_table('saved_vacancies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_vacancies_vacancy_id'))
    op.drop_table('saved_vacancies')
