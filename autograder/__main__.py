"""``python -m autograder``, and the command ``autograder``."""


def main() -> int:
    """Run the command line; Ctrl-C ends it without a word while it is still being imported, too."""
    try:
        from autograder.cli import main as run  # noqa: PLC0415 - this import is what may be interrupted

        return run()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
