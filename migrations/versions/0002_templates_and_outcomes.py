"""templates, why a post is listed again, and asking what came of it

Revision: 0002
After: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('outcome_prompt_opt_outs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email_hash', sa.String(length=64), nullable=False),
    sa.Column('opted_out_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_prompt_opt_outs')),
    sa.UniqueConstraint('email_hash', name=op.f('uq_outcome_prompt_opt_outs_email_hash'))
    )
    op.create_table('vacancy_templates',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=75), nullable=False),
    sa.Column('name_key', sa.String(length=150), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['users.id'], name=op.f('fk_vacancy_templates_created_by_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_vacancy_templates_organisation_id_organisations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacancy_templates')),
    sa.UniqueConstraint('organisation_id', 'name_key', name=op.f('uq_vacancy_templates_organisation_id_name_key'))
    )
    op.create_table('outcome_prompts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('vacancy_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('email_hash', sa.String(length=64), nullable=False),
    sa.Column('secret', sa.String(length=43), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_outcome_prompts_user_id_users'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['vacancy_id'], ['vacancies.id'], name=op.f('fk_outcome_prompts_vacancy_id_vacancies'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome_prompts')),
    sa.UniqueConstraint('vacancy_id', name=op.f('uq_outcome_prompts_vacancy_id'))
    )
    with op.batch_alter_table('outcome_prompts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outcome_prompts_user_id'), ['user_id'], unique=False)

    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('listed_elsewhere', sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column('outcome_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('relist_reason', sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column('relist_words', sa.String(length=256), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('template_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_vacancies_template_id'), ['template_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_vacancies_template_id_vacancy_templates'), 'vacancy_templates', ['template_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_vacancies_outcome_by_id_users'), 'users', ['outcome_by_id'], ['id'], ondelete='SET NULL')



def downgrade() -> None:
    with op.batch_alter_table('vacancies', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_vacancies_outcome_by_id_users'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_vacancies_template_id_vacancy_templates'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_vacancies_template_id'))
        batch_op.drop_column('template_id')
        batch_op.drop_column('relist_words')
        batch_op.drop_column('relist_reason')
        batch_op.drop_column('outcome_by_id')
        batch_op.drop_column('listed_elsewhere')

    with op.batch_alter_table('outcome_prompts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outcome_prompts_user_id'))

    op.drop_table('outcome_prompts')
    op.drop_table('vacancy_templates')
    op.drop_table('outcome_prompt_opt_outs')
