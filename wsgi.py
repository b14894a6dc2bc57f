"""The application, as a server wants it: ``gunicorn wsgi:app``."""

import sys

from dotenv import load_dotenv

from teachpb import create_app
from teachpb.config import ConfigurationError

load_dotenv()
try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(f"TeachPeterborough cannot start: {error}")
