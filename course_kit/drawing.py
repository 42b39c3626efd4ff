"""What the kit's plots return: a figure that shows itself in a notebook and says in words what it shows."""

import base64
import html
import io
from typing import Any

from matplotlib.figure import Figure
from PIL import Image

from course_kit.style import course_style

# In a notebook a picture takes three quarters of its pixels: its text is then as large as the text around it.
SHOWN_SCALE = 0.75


class Drawing(Figure):
    """A matplotlib figure that shows itself in a notebook and says in words what it shows.

    Args:
        alt: The text alternative: what a reader who cannot see the picture needs to know.
        options: Whatever `matplotlib.figure.Figure` takes, for example ``figsize=(6, 4)`` in inches.
    """

    def __init__(self, alt: str, **options: Any) -> None:
        super().__init__(**options)
        self.alt = " ".join(alt.split())

    def png(self) -> bytes:
        """Return the picture as a PNG of at most 256 colors, which flat drawings do not miss and files do."""
        drawn, buffer = io.BytesIO(), io.BytesIO()
        with course_style():
            self.savefig(drawn, format="png", bbox_inches="tight")
        with Image.open(drawn) as image:
            few_colors = image.convert("RGB").quantize(256, dither=Image.Dither.NONE)
        few_colors.save(buffer, format="png", optimize=True)
        return buffer.getvalue()

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, Any]]:
        png = self.png()
        with Image.open(io.BytesIO(png)) as image:
            width = round(image.width * SHOWN_SCALE)
        # JupyterLab reads a text alternative from HTML only, nbconvert from the metadata of the PNG as well.
        data = base64.b64encode(png).decode()
        alt = html.escape(self.alt, quote=True)
        style = "max-width:100%;height:auto;background:#fff"
        image_html = f'<img alt="{alt}" width="{width}" src="data:image/png;base64,{data}" style="{style}">'
        shown = {"text/plain": self.alt, "text/html": image_html, "image/png": data}
        return shown, {"image/png": {"alt": self.alt, "width": width}}
