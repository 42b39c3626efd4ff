"""The speed figures: this engine, nbgrader's autograder, a fresh process a submission, and the floor, in one run."""
