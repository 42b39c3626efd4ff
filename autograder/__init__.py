"""Grades students' notebooks: submission in, score, feedback and gradebook out."""

__version__ = "0.1.0"
