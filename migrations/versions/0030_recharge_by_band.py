"""who may pay by recharge is decided by the price band, not by a setting of the provider

Revision: 0030
After: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('provider_finances', schema=None) as batch_op:
        batch_op.drop_column('takes_recharge')


def downgrade() -> None:
    with op.batch_alter_table('provider_finances', schema=None) as batch_op:
        batch_op.add_column(sa.Column('takes_recharge', sa.Boolean(), nullable=False, server_default=sa.false()))
