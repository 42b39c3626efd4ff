"""Our page in place of nbgrader's feedback: what ``nbgrader generate_feedback`` and formgrader's button write.

nbgrader's own page shows the notebook, graded cells included. Ours says of each claim whether it holds, and what the
gradebook knows by now: manual scores, comments, extra credit, the late penalty. It needs no network and runs nothing.
"""

from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.converters import GenerateFeedback

from autograder.course import Course
from autograder.gradebook.book import Gradebook
from autograder.gradebook.classroom import classroom_of
from autograder.gradebook.marked_notebook import result_in
from autograder.pages.feedback import render_feedback


class FeedbackExporter(HTMLExporter):
    """Makes our page of a notebook that we have marked; nbgrader's page of any other."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **options: Any) -> Any:
        """Return the page and nbconvert's resources."""
        converter: Any = self.parent
        result = result_in(nb) if isinstance(converter, GenerateFeedback) else None
        course = Course(Path(converter.coursedir.root)) if result else None
        if result is None or course is None or resources["nbgrader"]["assignment"] not in course.ids():
            return super().from_notebook_node(nb, resources, **options)
        assignment = course.assignment(resources["nbgrader"]["assignment"])
        room = classroom_of(converter.coursedir, converter.config)
        student = resources["nbgrader"]["student"]
        with Gradebook(room.db_url, room.course_id, assignment) as book:
            settled = book.settled([student]).get(student)
        page = render_feedback(result, assignment.manifest.title, settled)
        return page, self._init_resources(resources)  # type: ignore[no-untyped-call]
