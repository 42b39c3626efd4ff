"""The pictures. Each function takes plain data and returns a `Drawing`, which a notebook cell shows as it is."""
