"""mark what was forgotten

Revision: 0014
After: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('retention_marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('staff_forgot_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('forgot_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_retention_marks_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_retention_marks')),
    sa.UniqueConstraint('vacancy_id', name=op.f('uq_retention_marks_vacancy_id'))
    )


def downgrade() -> None:
    op.drop_table('retention_marks')
