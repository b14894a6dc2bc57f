"""declare more before sending

Revision: 0019
After: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.add_column(sa.Column('has_safeguarding_issue', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('safeguarding_details', sa.Text(), server_default='', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('applications', schema=None) as batch_op:
        batch_op.drop_column('safeguarding_details')
        batch_op.drop_column('has_safeguarding_issue')
