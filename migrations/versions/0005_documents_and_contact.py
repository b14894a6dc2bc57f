"""documents of adverts, and whose the contact address is

Revision: 0005
After: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('vacancy_documents',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_vacancy_documents_file_id_stored_files')),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_vacancy_documents_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_documents')),
    sa.UniqueConstraint('file_id', name=op.f('uq_vacancy_documents_file_id'))
    )
    with op.batch_alter_table('vacancy_documents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_vacancy_documents_vacancy_id'), ['vacancy_id'], unique=False)

    # Adverts that are there have no documents, and nobody was asked about their addresses.
    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('has_documents', sa.Boolean(), nullable=True, server_default=sa.false()))
        batch_op.add_column(sa.Column('contact_is_known', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('contact_is_confirmed', sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.drop_column('contact_is_confirmed')
        batch_op.drop_column('contact_is_known')
        batch_op.drop_column('has_documents')

    with op.batch_alter_table('vacancy_documents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_vacancy_documents_vacancy_id'))

    op.drop_table('vacancy_documents')
