"""Results -> pages: a student's feedback and the class at a glance."""
