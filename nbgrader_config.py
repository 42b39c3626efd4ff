"""How nbgrader maps this course's folders, and what it does beyond its defaults.

nbgrader, formgrader and `autograder build` all read this file. To keep a class elsewhere, clone
the repository there, or name this one with `--course`.
"""

import os
import sys
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment, GenerateSolution

c = get_config()  # noqa: F821 - nbgrader's loader puts this name here

ROOT = Path(__file__).resolve().parent

# The preprocessors beside this file win over installed ones.
if (ROOT / "autograder" / "__init__.py").is_file() and str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# So does the kit, in releases and in the kernels that nbgrader starts.
KIT = ROOT / "course_kit"
if KIT.is_dir():
    known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([str(ROOT), *filter(None, known)]))
    c.ShipCourseKit.folder = str(KIT)
    c.RecordInputs.folder = str(KIT)

c.CourseDirectory.course_id = "hyperparameter_tuning"
c.CourseDirectory.source_directory = "source"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.solution_directory = "solutions"
c.CourseDirectory.ignore = [
    ".*",
    "*.py[cod]",
    "*.swp",
    "*~",
    "__pycache__",
    "feedback",
]

# A solution region outside a solution cell would reach the students.
c.ClearSolutions.enforce_metadata = True
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE (replace the next line)\nraise NotImplementedError()"}

# Times of execution would make every solved notebook differ from the one before.
c.Execute.record_timing = False


def names(converter: type, which: str = "preprocessors") -> list[str]:
    """Return the preprocessors that nbgrader itself runs in a converter, by dotted name."""
    return [f"{one.__module__}.{one.__name__}" for one in converter.class_traits()[which].default()]


c.GenerateAssignment.preprocessors = [
    *names(GenerateAssignment),
    "autograder.nbgrader_plugins.ShipCourseKit",
]
c.GenerateSolution.preprocessors = [
    *names(GenerateSolution),
    "autograder.nbgrader_plugins.RecordInputs",
]

# `nbgrader autograde ID` and formgrader's button grade as `autograder grade ID` does: in the sandbox, without a kernel.
# An assignment without a manifest in autograder/assignments/ is graded as nbgrader would.
IN_PLACE_OF = {
    "nbgrader.preprocessors.execute.Execute": "autograder.nbgrader_grading.GradeSubmission",
    "nbgrader.preprocessors.saveautogrades.SaveAutoGrades": "autograder.nbgrader_grading.SaveGrades",
}
c.Autograde.exporter_class = "autograder.nbgrader_grading.SubmissionExporter"
c.Autograde.autograde_preprocessors = [IN_PLACE_OF.get(one, one) for one in names(Autograde, "autograde_preprocessors")]

# `nbgrader generate_feedback ID` and formgrader's button make our page, with the points and comments given by hand.
c.GenerateFeedback.exporter_class = "autograder.nbgrader_feedback.FeedbackExporter"

# `nbgrader zip_collect ID` takes what Moodle and Canvas let a teacher download, put into downloaded/<id>/archive/.
# Moodle's names: Full Name_1234567_assignsubmission_file_/file.ipynb, or with _file_file.ipynb at the end.
# Canvas's names: lastnamefirstname_[LATE_]userid_submissionid_file.ipynb.
# The student is who the first name after the class's archive says: what a student calls a file changes nothing.
c.FileNameCollectorPlugin.named_regexp = (
    r".*?/extracted/(?:(?![^/]*_assignsubmission_)[^/]+/)?(?:[^/]+/)*?"
    r"[^/]*?_(?P<student_id>\d+)_(?:assignsubmission_[a-z]+_/?|\d+_)(?P<file_id>.+)"
)
# Whoever hands in something else is collected too, and told so when the class is graded.
c.FileNameCollectorPlugin.valid_ext = [
    *["", ".ipynb", ".py", ".json", ".md", ".txt", ".html", ".pdf", ".doc", ".docx", ".odt", ".rtf"],
    *[".zip", ".gz", ".rar", ".7z", ".png", ".jpg", ".jpeg"],
]
c.ZipCollectApp.extractor_plugin = "autograder.zip_collect.PatientExtractor"
