"""count equal opportunities

Revision: 0012
After: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('equality_drafts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('slot', sa.String(length=32), nullable=False),
    sa.Column('answers', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_equality_drafts')),
    sa.UniqueConstraint('slot', name=op.f('uq_equality_drafts_slot'))
    )
    op.create_table('equality_counts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=True),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=60), nullable=False),
    sa.Column('answer', sa.String(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.CheckConstraint('number > 0', name=op.f('ck_equality_counts_number_positive')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_equality_counts_organisation_id_organisations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_equality_counts_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_equality_counts'))
    )
    with op.batch_alter_table('equality_counts', schema=None) as batch_op:
        batch_op.create_index('ix_equality_counts_organisation_year', ['organisation_id', 'year'], unique=False)
        batch_op.create_index(batch_op.f('ix_equality_counts_vacancy_id'), ['vacancy_id'], unique=False)

    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('equality_slot', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_column('equality_slot')

    op.drop_table('equality_counts')
    op.drop_table('equality_drafts')
