"""An assignment's checks, what they are told of a student's functions, and the points that come of it."""
