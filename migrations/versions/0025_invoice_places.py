"""invoice places: documents, lines, payments, series, settings and budgets

Revision: 0025
After: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('payer_finances',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('invoice_name', sa.String(length=200), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('cost_centre', sa.String(length=30), nullable=False),
    sa.Column('shows_names', sa.Boolean(), nullable=False),
    sa.Column('budget_year', sa.String(length=60), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_payer_finances_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payer_finances')),
    sa.UniqueConstraint('organisation_id', name=op.f('uq_payer_finances_organisation_id'))
    )
    op.create_table('training_budgets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('pence >= 0', name=op.f('ck_training_budgets_pence_not_negative')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_training_budgets_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_budgets')),
    sa.UniqueConstraint('organisation_id', 'starts_on', name=op.f('uq_training_budgets_organisation_id_starts_on'))
    )
    op.create_table('invoice_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('prefix', sa.String(length=10), nullable=False),
    sa.Column('last_serial', sa.Integer(), nullable=False),
    sa.CheckConstraint('last_serial >= 0', name=op.f('ck_invoice_series_serial_not_negative')),
    sa.ForeignKeyConstraint(['provider_id'], ['providers.id'], name=op.f('fk_invoice_series_provider_id_providers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoice_series')),
    sa.UniqueConstraint('prefix', name=op.f('uq_invoice_series_prefix')),
    sa.UniqueConstraint('provider_id', name=op.f('uq_invoice_series_provider_id'))
    )
    op.create_table('invoices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('booking_id', sa.Integer(), nullable=False),
    sa.Column('payer_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('credits_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('state', sa.String(length=60), nullable=False),
    sa.Column('state_entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=True),
    sa.Column('number', sa.String(length=30), nullable=True),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=True),
    sa.Column('issued_by_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('seller_name', sa.String(length=200), nullable=False),
    sa.Column('seller_address', sa.Text(), nullable=False),
    sa.Column('seller_vat_number', sa.String(length=20), nullable=False),
    sa.Column('seller_email', sa.String(length=254), nullable=False),
    sa.Column('pay_to', sa.Text(), nullable=False),
    sa.Column('footer', sa.String(length=500), nullable=False),
    sa.Column('payer_name', sa.String(length=200), nullable=False),
    sa.Column('payer_address', sa.Text(), nullable=False),
    sa.Column('payer_email', sa.String(length=254), nullable=False),
    sa.Column('purchase_order', sa.String(length=35), nullable=False),
    sa.Column('cost_centre', sa.String(length=30), nullable=False),
    sa.Column('reference', sa.String(length=8), nullable=False),
    sa.Column('net_pence', sa.Integer(), nullable=False),
    sa.Column('vat_pence', sa.Integer(), nullable=False),
    sa.Column('gross_pence', sa.Integer(), nullable=False),
    sa.Column('paid_pence', sa.Integer(), nullable=False),
    sa.Column('credited_pence', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("(kind = 'credit_note') = (credits_id IS NOT NULL)", name=op.f('ck_invoices_credit_names_invoice')),
    sa.CheckConstraint("(state = 'draft' AND serial IS NULL AND number IS NULL AND issued_on IS NULL) OR (state <> 'draft' AND serial IS NOT NULL AND number IS NOT NULL AND issued_on IS NOT NULL)", name=op.f('ck_invoices_numbered_when_issued')),
    sa.CheckConstraint("kind <> 'credit_note' OR state = 'issued'", name=op.f('ck_invoices_credit_note_is_issued')),
    sa.CheckConstraint('gross_pence = net_pence + vat_pence', name=op.f('ck_invoices_sums_add_up')),
    sa.CheckConstraint('paid_pence >= 0 AND credited_pence >= 0 AND credited_pence <= gross_pence', name=op.f('ck_invoices_settled')),
    sa.ForeignKeyConstraint(['booking_id'], ['bookings.id'], name=op.f('fk_invoices_booking_id_bookings')),
    sa.ForeignKeyConstraint(['credits_id'], ['invoices.id'], name=op.f('fk_invoices_credits_id_invoices')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['users.id'], name=op.f('fk_invoices_issued_by_id_users')),
    sa.ForeignKeyConstraint(['payer_id'], ['organisations.id'], name=op.f('fk_invoices_payer_id_organisations')),
    sa.ForeignKeyConstraint(['provider_id'], ['providers.id'], name=op.f('fk_invoices_provider_id_providers')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_invoices_user_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoices'))
    )
    with op.batch_alter_table('invoices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invoices_booking_id'), ['booking_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoices_credits_id'), ['credits_id'], unique=False)
        batch_op.create_index('ix_invoices_number', ['number'], unique=True)
        batch_op.create_index(
            'ix_invoices_draft', ['provider_id', 'booking_id'], unique=True,
            sqlite_where=sa.text("state = 'draft'"), postgresql_where=sa.text("state = 'draft'"),
        )
        batch_op.create_index('ix_invoices_payer_id_state', ['payer_id', 'state'], unique=False)
        batch_op.create_index('ix_invoices_provider_id_serial', ['provider_id', 'serial'], unique=True)
        batch_op.create_index('ix_invoices_provider_id_state_due_on', ['provider_id', 'state', 'due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_invoices_user_id'), ['user_id'], unique=False)

    op.create_table('provider_finances',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('legal_name', sa.String(length=200), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('vat_number', sa.String(length=20), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('account_name', sa.Text(), nullable=False),
    sa.Column('sort_code', sa.Text(), nullable=False),
    sa.Column('account_number', sa.Text(), nullable=False),
    sa.Column('terms_days', sa.Integer(), nullable=False),
    sa.Column('issue_mode', sa.String(length=60), nullable=False),
    sa.Column('issue_days', sa.Integer(), nullable=False),
    sa.Column('takes_recharge', sa.Boolean(), nullable=False),
    sa.Column('footer', sa.String(length=500), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('issue_days >= 0 AND issue_days <= 120', name=op.f('ck_provider_finances_issue_days_in_range')),
    sa.CheckConstraint('terms_days >= 0 AND terms_days <= 120', name=op.f('ck_provider_finances_terms_in_range')),
    sa.ForeignKeyConstraint(['provider_id'], ['providers.id'], name=op.f('fk_provider_finances_provider_id_providers')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_provider_finances')),
    sa.UniqueConstraint('provider_id', name=op.f('uq_provider_finances_provider_id'))
    )
    op.create_table('payments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invoice_id', sa.Integer(), nullable=False),
    sa.Column('pence', sa.Integer(), nullable=False),
    sa.Column('paid_on', sa.Date(), nullable=False),
    sa.Column('reference', sa.String(length=60), nullable=False),
    sa.Column('entry', sa.String(length=64), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('pence <> 0', name=op.f('ck_payments_pence_not_zero')),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoices.id'], name=op.f('fk_payments_invoice_id_invoices')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['users.id'], name=op.f('fk_payments_recorded_by_id_users')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payments'))
    )
    with op.batch_alter_table('payments', schema=None) as batch_op:
        batch_op.create_index('uq_payments_invoice_id_entry', ['invoice_id', 'entry'], unique=True)

    op.create_table('invoice_lines',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invoice_id', sa.Integer(), nullable=False),
    sa.Column('place_id', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=True),
    sa.Column('credits_line_id', sa.Integer(), nullable=True),
    sa.Column('waives', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('delegate', sa.String(length=120), nullable=False),
    sa.Column('course_title', sa.String(length=120), nullable=False),
    sa.Column('course_on', sa.Date(), nullable=True),
    sa.Column('price_band', sa.String(length=60), nullable=False),
    sa.Column('list_pence', sa.Integer(), nullable=False),
    sa.Column('discount_pence', sa.Integer(), nullable=False),
    sa.Column('net_pence', sa.Integer(), nullable=False),
    sa.Column('vat_code', sa.String(length=60), nullable=False),
    sa.Column('vat_rate', sa.Integer(), nullable=False),
    sa.Column('vat_pence', sa.Integer(), nullable=False),
    sa.Column('gross_pence', sa.Integer(), nullable=False),
    sa.CheckConstraint('(turn IS NULL) = (credits_line_id IS NOT NULL)', name=op.f('ck_invoice_lines_turn_unless_credit')),
    sa.CheckConstraint('discount_pence >= 0 AND net_pence >= 0 AND vat_pence >= 0 AND vat_rate >= 0', name=op.f('ck_invoice_lines_not_negative')),
    sa.CheckConstraint('gross_pence = net_pence + vat_pence', name=op.f('ck_invoice_lines_gross_adds_up')),
    sa.CheckConstraint('net_pence = list_pence - discount_pence', name=op.f('ck_invoice_lines_net_adds_up')),
    sa.ForeignKeyConstraint(['credits_line_id'], ['invoice_lines.id'], name=op.f('fk_invoice_lines_credits_line_id_invoice_lines')),
    sa.ForeignKeyConstraint(['invoice_id'], ['invoices.id'], name=op.f('fk_invoice_lines_invoice_id_invoices')),
    sa.ForeignKeyConstraint(['place_id'], ['places.id'], name=op.f('fk_invoice_lines_place_id_places')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invoice_lines'))
    )
    with op.batch_alter_table('invoice_lines', schema=None) as batch_op:
        batch_op.create_index('ix_invoice_lines_credits_line_id', ['credits_line_id'], unique=True)
        batch_op.create_index(batch_op.f('ix_invoice_lines_invoice_id'), ['invoice_id'], unique=False)
        batch_op.create_index('ix_invoice_lines_place_id_turn', ['place_id', 'turn'], unique=True)



def downgrade() -> None:
    with op.batch_alter_table('invoice_lines', schema=None) as batch_op:
        batch_op.drop_index('ix_invoice_lines_place_id_turn')
        batch_op.drop_index(batch_op.f('ix_invoice_lines_invoice_id'))
        batch_op.drop_index('ix_invoice_lines_credits_line_id')

    op.drop_table('invoice_lines')
    with op.batch_alter_table('payments', schema=None) as batch_op:
        batch_op.drop_index('uq_payments_invoice_id_entry')

    op.drop_table('payments')
    op.drop_table('provider_finances')
    with op.batch_alter_table('invoices', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invoices_user_id'))
        batch_op.drop_index('ix_invoices_provider_id_state_due_on')
        batch_op.drop_index('ix_invoices_provider_id_serial')
        batch_op.drop_index('ix_invoices_payer_id_state')
        batch_op.drop_index('ix_invoices_draft')
        batch_op.drop_index('ix_invoices_number')
        batch_op.drop_index(batch_op.f('ix_invoices_credits_id'))
        batch_op.drop_index(batch_op.f('ix_invoices_booking_id'))

    op.drop_table('invoices')
    op.drop_table('invoice_series')
    op.drop_table('training_budgets')
    op.drop_table('payer_finances')
