"""instant alerts, letters, answers to them

Revision: 0004
After: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert_letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.String(length=43), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_letters")),
    )
    op.create_index(op.f("ix_alert_letters_sent_at"), "alert_letters", ["sent_at"])
    op.create_table(
        "alert_opinions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("is_relevant", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.String(length=1200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["alert_letters.id"],
            name=op.f("fk_alert_opinions_letter_id_alert_letters"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_opinions")),
        sa.UniqueConstraint("letter_id", name=op.f("uq_alert_opinions_letter_id")),
    )
    op.create_table(
        "alert_endings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("comment", sa.String(length=1200), nullable=False),
        sa.Column("frequency", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["alert_subscriptions.id"],
            name=op.f("fk_alert_endings_subscription_id_alert_subscriptions"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_endings")),
        sa.UniqueConstraint("subscription_id", name=op.f("uq_alert_endings_subscription_id")),
    )
    with op.batch_alter_table("alert_subscriptions") as batch:
        batch.add_column(sa.Column("new_email", sa.String(length=254), nullable=True))
        batch.add_column(sa.Column("touched_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("asked_to_keep_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE alert_subscriptions SET touched_at = updated_at")
    with op.batch_alter_table("alert_subscriptions") as batch:
        batch.alter_column("touched_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    with op.batch_alter_table("alert_told_vacancies") as batch:
        batch.add_column(sa.Column("letter_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_alert_told_vacancies_letter_id_alert_letters"),
            "alert_letters",
            ["letter_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(op.f("ix_alert_told_vacancies_letter_id"), ["letter_id"])


def downgrade() -> None:
    with op.batch_alter_table("alert_told_vacancies") as batch:
        batch.drop_index(op.f("ix_alert_told_vacancies_letter_id"))
        batch.drop_constraint(op.f("fk_alert_told_vacancies_letter_id_alert_letters"), type_="foreignkey")
        batch.drop_column("letter_id")
    # The older release knows no instant alerts: they go on as daily ones.
    op.execute("UPDATE alert_subscriptions SET frequency = 'daily' WHERE frequency = 'instant'")
    with op.batch_alter_table("alert_subscriptions") as batch:
        batch.drop_column("asked_to_keep_at")
        batch.drop_column("touched_at")
        batch.drop_column("new_email")
    op.drop_table("alert_endings")
    op.drop_table("alert_opinions")
    op.drop_table("alert_letters")
