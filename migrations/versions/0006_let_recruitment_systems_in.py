"""let recruitment systems in

Revision: 0006
After: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('ats_clients',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ats_clients')),
    sa.UniqueConstraint('name', name=op.f('uq_ats_clients_name'))
    )
    op.create_table('ats_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=255), nullable=False),
    sa.Column('request_hash', sa.String(length=64), nullable=False),
    sa.Column('status', sa.Integer(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['ats_clients.id'], name=op.f('fk_ats_answers_client_id_ats_clients'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ats_answers')),
    sa.UniqueConstraint('client_id', 'key', name=op.f('uq_ats_answers_client_id_key'))
    )
    with op.batch_alter_table('ats_answers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ats_answers_answered_at'), ['answered_at'], unique=False)

    op.create_table('ats_keys',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('beginning', sa.String(length=8), nullable=False),
    sa.Column('asked_with', sa.String(length=43), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['ats_clients.id'], name=op.f('fk_ats_keys_client_id_ats_clients'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ats_keys')),
    sa.UniqueConstraint('asked_with', name='uq_ats_keys_asked_with'),
    sa.UniqueConstraint('key_hash', name=op.f('uq_ats_keys_key_hash'))
    )
    with op.batch_alter_table('ats_keys', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ats_keys_client_id'), ['client_id'], unique=False)

    op.create_table('ats_permissions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('granted_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['ats_clients.id'], name=op.f('fk_ats_permissions_client_id_ats_clients'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['granted_by_id'], ['users.id'], name=op.f('fk_ats_permissions_granted_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_ats_permissions_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ats_permissions'))
    )
    with op.batch_alter_table('ats_permissions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ats_permissions_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index('uq_ats_permissions_client_id_organisation_id', ['client_id', 'organisation_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('ats_troubles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=60), nullable=False),
    sa.Column('reference', sa.String(length=60), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['ats_clients.id'], name=op.f('fk_ats_troubles_client_id_ats_clients'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ats_troubles')),
    sa.UniqueConstraint('client_id', 'kind', 'reference', name=op.f('uq_ats_troubles_client_id_kind_reference'))
    )
    op.create_table('ats_adverts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=36), nullable=False),
    sa.Column('external_reference', sa.String(length=255), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['ats_clients.id'], name=op.f('fk_ats_adverts_client_id_ats_clients'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_ats_adverts_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ats_adverts')),
    sa.UniqueConstraint('public_id', name=op.f('uq_ats_adverts_public_id')),
    sa.UniqueConstraint('vacancy_id', name=op.f('uq_ats_adverts_vacancy_id'))
    )
    with op.batch_alter_table('ats_adverts', schema=None) as batch_op:
        batch_op.create_index('uq_ats_adverts_fingerprint', ['fingerprint'], unique=True, sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))
        batch_op.create_index('uq_ats_adverts_client_id_external_reference', ['client_id', 'external_reference'], unique=True, sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))

    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('provider', sa.String(length=100), server_default='', nullable=False))



def downgrade() -> None:
    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.drop_column('provider')

    with op.batch_alter_table('ats_adverts', schema=None) as batch_op:
        batch_op.drop_index('uq_ats_adverts_client_id_external_reference', sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))
        batch_op.drop_index('uq_ats_adverts_fingerprint', sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))

    op.drop_table('ats_adverts')
    op.drop_table('ats_troubles')
    with op.batch_alter_table('ats_permissions', schema=None) as batch_op:
        batch_op.drop_index('uq_ats_permissions_client_id_organisation_id', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_ats_permissions_organisation_id'))

    op.drop_table('ats_permissions')
    with op.batch_alter_table('ats_keys', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ats_keys_client_id'))

    op.drop_table('ats_keys')
    with op.batch_alter_table('ats_answers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ats_answers_answered_at'))

    op.drop_table('ats_answers')
    op.drop_table('ats_clients')
