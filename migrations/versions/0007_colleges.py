"""where in a college a job is, and whether it needs qualified teacher status

Revision: 0007
After: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('campus_address', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('campus_postcode', sa.String(length=8), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('campus_latitude', sa.Float(), nullable=True))
        batch_op.add_column(sa.Column('campus_longitude', sa.Float(), nullable=True))
        batch_op.add_column(sa.Column('qts_required', sa.Boolean(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.drop_column('qts_required')
        batch_op.drop_column('campus_longitude')
        batch_op.drop_column('campus_latitude')
        batch_op.drop_column('campus_postcode')
        batch_op.drop_column('campus_address')
