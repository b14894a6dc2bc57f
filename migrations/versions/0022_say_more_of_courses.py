"""say more of courses

Revision: 0022
After: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None

VALIDITY = 'validity_months >= 0 AND validity_months <= 120'
VAT = (
    "vat_basis_points >= 0 AND vat_basis_points <= 10000 AND (vat_treatment = 'standard' OR vat_basis_points = 0)"
)


def upgrade() -> None:
    with op.batch_alter_table('courses', schema=None) as batch_op:
        batch_op.add_column(sa.Column('code', sa.String(length=20), nullable=True))
        for name in ('evidence_base', 'funding_note'):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=''))
        for name, length in (('accreditation', 300), ('external_note_owner', 120), ('statutory_basis', 200)):
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('content_outline', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('standard_statements', sa.JSON(), nullable=False, server_default='{}'))
        for name in ('external_review_on', 'statutory_review_on'):
            batch_op.add_column(sa.Column(name, sa.Date(), nullable=True))
        for name, value in (
            ('vat_treatment', 'exempt'), ('approval_rule', 'school_default'), ('certificate_kind', 'attendance')
        ):
            batch_op.add_column(sa.Column(name, sa.String(length=60), nullable=False, server_default=value))
        for name in ('vat_basis_points', 'validity_months'):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('evaluation_required', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('courses', schema=None) as batch_op:
        batch_op.create_check_constraint(batch_op.f('ck_courses_validity_in_range'), VALIDITY)
        batch_op.create_check_constraint(batch_op.f('ck_courses_vat_rate_fits'), VAT)
        batch_op.create_unique_constraint(batch_op.f('uq_courses_provider_id_code'), ['provider_id', 'code'])


def downgrade() -> None:
    with op.batch_alter_table('courses', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_courses_provider_id_code'), type_='unique')
        batch_op.drop_constraint(batch_op.f('ck_courses_vat_rate_fits'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_courses_validity_in_range'), type_='check')
        for name in (
            'code', 'evidence_base', 'funding_note', 'accreditation', 'external_note_owner', 'statutory_basis',
            'content_outline', 'standard_statements', 'external_review_on', 'statutory_review_on', 'vat_treatment',
            'approval_rule', 'certificate_kind', 'vat_basis_points', 'validity_months', 'evaluation_required',
        ):
            batch_op.drop_column(name)
