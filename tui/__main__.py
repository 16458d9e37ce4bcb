"""`python -m tui` is `glossator`."""

from tui.cli.root import main

if __name__ == "__main__":
    main(prog_name="glossator")
