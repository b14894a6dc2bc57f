"""keep the price of a place in its parts

Revision: 0021
After: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('bookings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('payment_method', sa.String(length=60), nullable=False, server_default='invoice'))
        batch_op.add_column(sa.Column('cost_centre', sa.String(length=30), nullable=False, server_default=''))
    with op.batch_alter_table('places', schema=None) as batch_op:
        for name in ('list_pence', 'discount_pence', 'net_pence', 'vat_rate', 'vat_pence'):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('vat_code', sa.String(length=60), nullable=False, server_default='exempt'))
        batch_op.add_column(sa.Column('discount_code', sa.String(length=30), nullable=False, server_default=''))
    # No place was sold at a discount or with VAT so far: the price is the list price.
    op.execute('UPDATE places SET list_pence = price_pence, net_pence = price_pence')
    op.execute("UPDATE bookings SET payment_method = 'free' WHERE NOT EXISTS"
               ' (SELECT 1 FROM places WHERE places.booking_id = bookings.id AND places.price_pence > 0)')
    with op.batch_alter_table('places', schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f('ck_places_discount_in_list_price'), 'discount_pence >= 0 AND discount_pence <= list_pence'
        )
        batch_op.create_check_constraint(batch_op.f('ck_places_net_adds_up'), 'net_pence = list_pence - discount_pence')
        batch_op.create_check_constraint(
            batch_op.f('ck_places_price_adds_up'), 'vat_rate >= 0 AND vat_pence >= 0 AND price_pence = net_pence + vat_pence'
        )


def downgrade() -> None:
    with op.batch_alter_table('places', schema=None) as batch_op:
        for name in ('price_adds_up', 'net_adds_up', 'discount_in_list_price'):
            batch_op.drop_constraint(batch_op.f(f'ck_places_{name}'), type_='check')
        for name in ('discount_code', 'vat_code', 'vat_pence', 'vat_rate', 'net_pence', 'discount_pence', 'list_pence'):
            batch_op.drop_column(name)
    with op.batch_alter_table('bookings', schema=None) as batch_op:
        batch_op.drop_column('cost_centre')
        batch_op.drop_column('payment_method')
