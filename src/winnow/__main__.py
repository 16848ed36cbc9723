"""``python -m winnow``: the command line."""

from winnow.cli import app

if __name__ == "__main__":
    app(prog_name="winnow")
