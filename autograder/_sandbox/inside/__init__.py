"""Everything that runs beside student code.

It imports the standard library, numpy, msgspec, IPython's input transformer and the course kit, and nothing else of
ours; a test holds it to that.
"""
