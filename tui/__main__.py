"""`python -m tui` is `glossator`."""

from tui.cli.root import run

if __name__ == "__main__":
    run()
