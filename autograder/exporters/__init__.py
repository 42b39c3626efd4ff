"""Marks for other systems, as plugins: ``nbgrader export --exporter=autograder.exporters.CanvasExporter``."""

from autograder.exporters.canvas import CanvasExporter
from autograder.exporters.moodle import MoodleExporter

__all__ = ["CanvasExporter", "MoodleExporter"]
