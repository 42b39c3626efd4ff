"""nbgrader's gradebook and the notebooks that formgrader shows: what is there, what is written, what people settled."""
