"""take files and answers about faith

Revision: 0017
After: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None

TEXTS = (
    'practises_faith', 'faith', 'place_of_worship', 'faith_ethos', 'faith_proof', 'faith_referee_name',
    'faith_referee_role', 'faith_referee_address', 'faith_referee_email', 'faith_referee_phone', 'baptism_place',
)


def upgrade() -> None:
    op.create_table('application_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['applications.id'], name=op.f('fk_application_files_application_id_applications'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_application_files_file_id_stored_files')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application_files')),
    sa.UniqueConstraint('application_id', 'purpose', name=op.f('uq_application_files_application_id_purpose')),
    sa.UniqueConstraint('file_id', name=op.f('uq_application_files_file_id'))
    )
    with op.batch_alter_table('applications', schema=None) as batch_op:
        for name in TEXTS:
            batch_op.add_column(sa.Column(name, sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('baptism_date', sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_column('baptism_date')
        for name in reversed(TEXTS):
            batch_op.drop_column(name)

    op.drop_table('application_files')
