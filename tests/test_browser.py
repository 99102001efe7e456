"""The report page in a real browser: keys, filters, links, corrections, policy, accessibility, speed, no JavaScript.

Runs where Debian's chromium and chromium-driver are installed and selenium is; skipped elsewhere. axe-core is used where
its ``axe.min.js`` is found (AXE_JS, or node_modules/axe-core).
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from analyzer.desk.report import page
from tests.marked import marked
from tests.test_ledger import FIRE_A, FIRE_B
from tests.test_report import HOSTILE, analyses

webdriver = pytest.importorskip("selenium.webdriver")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
AXE = Path(os.environ.get("AXE_JS", Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"))
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium here")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    for argument in ("--disable-background-networking", "--no-proxy-server", "--window-size=1400,1000"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page.render(analyses(), lang="ja"), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser: Any, address: str) -> Any:
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get(address)
    yield browser
    assert [line["message"] for line in browser.get_log("browser") if line["level"] == "SEVERE"] == []


def press(driver: Any, keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(driver).send_keys(key).perform()


def value(driver: Any, script: str) -> Any:
    return driver.execute_script(f"return {script}")


def test_keys_walk_the_sentences_and_open_their_reasons(opened: Any) -> None:
    press(opened, "j")
    first = value(opened, "document.querySelector('.s.current').id")
    assert value(opened, "!document.getElementById('detail').hidden")
    press(opened, "j")
    second = value(opened, "document.querySelector('.s.current').id")
    press(opened, "k")
    assert first != second and value(opened, "document.querySelector('.s.current').id") == first
    assert "文末" in value(opened, "document.getElementById('detail-body').textContent")
    press(opened, "\ue00c")
    assert value(opened, "document.getElementById('detail').hidden")
    press(opened, "?")
    assert value(opened, "document.getElementById('help').open")
    press(opened, "?")
    assert not value(opened, "document.getElementById('help').open")
    press(opened, "f")
    assert value(opened, "document.activeElement.name") == "label"


def test_filters_and_search_count_what_they_show(opened: Any) -> None:
    total = value(opened, "document.querySelectorAll('.s').length")
    opened.execute_script("document.querySelector('input[value=report]').click()")
    left = value(opened, "document.querySelectorAll('.s:not(.gone)').length")
    assert left == value(opened, "document.querySelectorAll('.s:not(.report)').length") < total
    assert value(opened, "document.getElementById('shown').textContent") == f"{left}文を表示"
    opened.execute_script("document.querySelector('input[value=report]').click()")
    press(opened, "/")
    press(opened, "消防車")
    time.sleep(0.3)
    assert value(opened, "document.querySelectorAll('.s:not(.gone)').length") == 1
    assert value(opened, "document.querySelectorAll('.s.hit').length") == 1


def test_panel_and_text_link_both_ways(opened: Any) -> None:
    opened.execute_script("document.querySelector('.row li.here a').click()")
    target = value(opened, "location.hash.slice(1)")
    assert value(opened, f"document.getElementById('{target}').classList.contains('m')")
    back = value(opened, f"document.getElementById('{target}').getAttribute('href').slice(1)")
    assert value(opened, f"document.getElementById('{back}').classList.contains('row')")


def test_permalink_opens_its_sentence(opened: Any, address: str) -> None:
    key = value(opened, "document.querySelector('.s.commentary').id")
    opened.get("about:blank")
    opened.get(f"{address}#{key}")
    assert value(opened, "document.querySelector('.s.current').id") == key
    assert value(opened, "!document.getElementById('detail').hidden")


def test_corrections_come_out_as_training_rows(opened: Any) -> None:
    opened.execute_script("document.querySelector('.s.commentary').click()")
    press(opened, "c")
    press(opened, "1")
    assert value(opened, "document.querySelectorAll('.s.corrected').length") == 1
    opened.execute_script(
        "window.blobs = []; URL.createObjectURL = (blob) => { blobs.push(blob); return 'about:blank'; };"
        "HTMLAnchorElement.prototype.click = () => {}; document.getElementById('download').click();"
    )
    (line,) = opened.execute_async_script("blobs[0].text().then(arguments[0])").splitlines()
    row = json.loads(line)
    analysis = analyses()[0]
    verdict = next(each for each in analysis.sentences if each.label == "commentary")
    assert set(row) == {"id", "text", "label", "document"} and row["label"] == "report"
    assert row["document"] == analysis.article.id and row["id"] == f"{analysis.article.id}-{verdict.start}"
    assert row["text"] == analysis.article.text[verdict.start : verdict.end]


def test_hostile_text_runs_nothing_and_nothing_is_fetched(opened: Any) -> None:
    assert value(opened, "document.querySelectorAll('img').length") == 0
    assert value(opened, "performance.getEntriesByType('resource').length") == 0
    assert "<script>alert(1)</script>" in value(opened, "document.body.textContent")


def test_theme_turns_and_everything_fits_a_telephone(opened: Any) -> None:
    before = value(opened, "getComputedStyle(document.body).backgroundColor")
    opened.execute_script("document.getElementById('theme').click()")
    assert value(opened, "getComputedStyle(document.body).backgroundColor") != before
    opened.execute_script("localStorage.clear()")
    size = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True}
    opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        assert value(opened, "document.documentElement.scrollWidth") <= 360
    finally:
        opened.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_page_reads_without_javascript(browser: Any, address: str) -> None:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.get(address)
        from selenium.webdriver.common.by import By

        body = browser.find_element(By.TAG_NAME, "body")
        assert "227万枚" in body.text and "食い違い" in body.text
        assert not browser.find_element(By.ID, "toolbar").is_displayed()
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not here")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(browser: Any, address: str, dark: bool) -> None:
    scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
    browser.get(address)
    browser.execute_script("document.querySelector('.s.commentary').click()")
    # The page's own policy forbids other scripts; the driver's evaluation is outside it.
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then((result) => arguments[0](result.violations))")
    serious = [
        (each["id"], each["nodes"][0]["html"][:200], each["nodes"][0]["failureSummary"])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_five_thousand_sentences_are_ready_in_two_seconds(browser: Any, tmp_path: Path) -> None:
    lines = "\n".join((FIRE_A + FIRE_B).replace("{o}", "").split("\n")[1:-1])
    text = "\n".join(lines for _ in range(5200 // len(lines.split("\n"))))
    path = tmp_path / "long.html"
    path.write_text(page.render([marked(text)]), encoding="utf-8")
    # Processor time of the page's thread, so that a busy machine measures the page and not its neighbours.
    browser.get("about:blank")
    browser.execute_cdp_cmd("Performance.enable", {"timeDomain": "threadTicks"})
    browser.get(path.as_uri())
    assert value(browser, "document.querySelectorAll('.s').length") >= 5000
    press(browser, "j")
    assert value(browser, "document.querySelector('.s.current') !== null")
    metrics = {each["name"]: each["value"] for each in browser.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]}
    assert 0 < metrics["TaskDuration"] < 2


def test_hostile_sample_is_hostile() -> None:
    assert "<script>" in HOSTILE and "\u202e" in HOSTILE and "\x00" in HOSTILE
