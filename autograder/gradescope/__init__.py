"""An assignment graded at Gradescope: the zip file that an instructor uploads there, and what runs inside of it."""
