"""A headless Chromium that reaches this machine only."""

import shutil

import pytest
from helpers_browser import keep_picture

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
OPTIONS = """
    --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run
    --force-color-profile=srgb
"""

# The slowest steps: JupyterLab's first page, a kernel's start, the first submission of a server.
PATIENCE_MS = 30_000

# formgrader's page of a submission loads MathJax from the network; this stands in for it.
MATHJAX = "window.MathJax = {Hub: {Startup: {signal: {Interest: (listener) => listener('End')}}}};"


def pytest_addoption(parser):
    parser.addoption("--screenshots", action="store_true", help="write docs/images/ anew")


# Playwright's event loop runs as long as the browser; in the rest of a session it would be in the way of other tests.
@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here; on Debian and Ubuntu: apt-get install chromium")
    from playwright import sync_api as playwright  # noqa: PLC0415 - the tests are skipped where it is not installed

    playwright.expect.set_options(timeout=PATIENCE_MS)
    with playwright.sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=CHROMIUM, args=OPTIONS.split())
        yield browser
        browser.close()


@pytest.fixture
def page(browser, tmp_path):
    """A page with a profile of its own. What it asks of other machines is refused; what its scripts fail at is kept."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    context.route(lambda url: url.startswith("http") and "//127.0.0.1:" not in url, _stand_in)
    page = context.new_page()
    page.failures = []
    page.on("pageerror", lambda error: page.failures.append(str(error)))
    yield page
    # pytest keeps the folders of the last few runs, so what a failing test saw can be looked at.
    page.screenshot(path=tmp_path / "last.png")
    context.close()


def _stand_in(route):
    if "mathjax" in route.request.url:
        route.fulfill(body=MATHJAX, content_type="text/javascript")
    else:
        route.abort()


@pytest.fixture
def picture(request):
    """A function that keeps a screenshot of a page or of a part of it, if the pictures are to be made anew."""
    wanted = request.config.getoption("--screenshots", default=False)

    def take(place, name, **options):
        png = place.screenshot(animations="disabled", caret="hide", **options)
        if wanted:
            keep_picture(png, name)

    return take
