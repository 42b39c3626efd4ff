"""``source/`` in; ``release/``, ``solutions/`` and ``Images/`` out; and what a new assignment begins with."""
