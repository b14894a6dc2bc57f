"""Pages about roles on boards: those for everybody, and those for the board itself."""

from teachpb.governors.views import board, browsing

blueprints = [browsing.bp, board.bp]
