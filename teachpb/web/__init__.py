"""The HTTP kit: access, forms, templating, wizard, pagination. It knows no domain."""
