"""What a page does besides asking: it runs nothing, keeps nothing unasked, loses nothing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from leadcoach.forms.form import Form
from leadcoach.forms.page import page_of
from tests.conftest import NOW
from tests.forms.browser.filling import EVERY_KIND, FORMS, exercise_in, read

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

pytestmark = pytest.mark.slow

PHONE = {"width": 390, "height": 844}
Opens = Callable[..., "Page"]


@pytest.fixture
def opens(browser: "Browser", tmp_path: Path) -> Iterator[Opens]:
    """Return a function that opens the form of an exercise; what went wrong fails."""
    contexts: list[BrowserContext] = []
    noise: list[str] = []

    def opens_it(
        name: str,
        **around: Any,  # noqa: ANN401 - options of a context
    ) -> "Page":
        file = tmp_path / f"{name}.html"
        file.write_text(page_of(Form(exercise_in(FORMS[name]))), encoding="utf-8")
        context = browser.new_context(
            **{"viewport": PHONE, "timezone_id": "Europe/Paris", **around}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.clock.set_fixed_time(NOW)
        page.goto(file.as_uri())
        return page

    yield opens_it
    for each in contexts:
        each.close()
    assert noise == []


def saved(page: "Page") -> bytes:
    with page.expect_download(timeout=5000) as download:
        page.click("#save")
        if "press again" in page.inner_text("#say"):
            page.click("#save")
    return Path(download.value.path()).read_bytes()


# What an author may try

RAN = "window.on === undefined"


def test_a_hostile_exercise_runs_and_loads_nothing(
    opens: Opens, tmp_path: Path
) -> None:
    page = opens("every-kind")
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.reload()
    title = exercise_in(EVERY_KIND).title
    page.fill("#a-say", "<img src=x onerror='window.on = 7'> I should ask. <b>Now.</b>")
    page.fill("#a-who", "<script>window.on = 8</script>\n<svg onload='window.on = 9'>")
    page.click("#look summary")

    assert page.inner_text("h1") == title
    assert "<img src=x" in page.inner_text("#q-say_more")
    assert "“should”" in page.inner_text("#q-hit")
    assert page.evaluate(RAN)
    assert asked_for == [(tmp_path / "every-kind.html").as_uri()]
    foreign = "img,iframe,svg,object,embed,link,b,em,i,form,meta[http-equiv=refresh]"
    assert page.locator(foreign).count() == 0
    assert page.evaluate("document.scripts.length") == 2


def test_the_policy_of_a_page_holds_what_gets_in_all_the_same(opens: Opens) -> None:
    page = opens("every-kind")

    went = page.evaluate(
        """async () => {
            const image = () => new Promise((done, no) => {
                const made = new Image();
                made.onload = done; made.onerror = no; made.src = "https://example.org/a";
            });
            const found = [];
            for (const go of [() => fetch("https://example.org/"), image]) {
                try { await go(); found.push("went"); } catch (e) { found.push("held"); }
            }
            for (const [tag, words] of [["script", "window.on = 1"], ["style", "h1{color:red}"]]) {
                const made = document.createElement(tag);
                made.textContent = words;
                document.body.appendChild(made);
            }
            const made = document.createElement("p");
            made.innerHTML = "<img src=x onerror='window.on = 2'>";
            document.body.appendChild(made);
            await new Promise(done => setTimeout(done, 50));
            return [...found, window.on, getComputedStyle(document.querySelector("h1")).color];
        }"""
    )

    assert went[:3] == ["held", "held", None]
    assert went[3] != "rgb(255, 0, 0)"


# What is kept, and what is lost


def test_words_are_not_lost_without_a_warning_until_they_are_saved(
    opens: Opens,
) -> None:
    page = opens("compare")
    dialogs: list[str] = []

    def hear(dialog: "Dialog") -> None:
        dialogs.append(dialog.type)
        dialog.accept()

    page.on("dialog", hear)
    page.reload()
    assert dialogs == []  # nothing was typed
    page.click("#a-situation")
    page.keyboard.type("Half a thought")
    page.reload()
    assert dialogs == ["beforeunload"]
    assert page.input_value("#a-situation") == ""
    page.click("#a-situation")
    page.keyboard.type("A whole one")
    saved(page)
    page.reload()
    assert dialogs == ["beforeunload"]


def test_nothing_is_kept_in_the_browser_unless_that_is_ticked(opens: Opens) -> None:
    page = opens("compare")
    stored = "() => Object.entries(localStorage).concat(Object.entries(sessionStorage))"
    page.fill("#a-situation", "Mine alone")
    assert page.evaluate(stored) == []
    assert page.context.cookies() == []
    page.check("#remember")
    page.fill("#a-people", "Ama\nJo")
    page.locator("#q-theirs fieldset[data-row=Jo] input").nth(1).check(force=True)
    page.reload()

    assert page.input_value("#a-situation") == "Mine alone"
    assert page.locator("#q-theirs fieldset[data-row=Jo] input:checked").count() == 1
    assert "is back" in page.inner_text("#say")
    content = saved(page)
    assert page.evaluate(stored) == []
    assert read(content)["situation"] == "Mine alone"
    page.fill("#a-situation", "Again")
    page.check("#remember")
    page.uncheck("#remember")
    assert page.evaluate(stored) == []


def test_what_is_copied_shown_and_saved_is_one_text(opens: Opens) -> None:
    page = opens("compare", permissions=["clipboard-read", "clipboard-write"])
    words = 'We moved “it”.\n\nwith """ and \\ and  \n  tabs\t\nשלום 李 🏴󠁧󠁢󠁳󠁣󠁴󠁿 \u202e'
    page.fill("#who", "Ana")
    page.fill("#a-situation", words)
    page.click("#look summary")
    shown = page.input_value("#sent")
    page.click("#copy")
    page.wait_for_function(
        "document.querySelector('#say').textContent.startsWith('Copied')"
    )
    copied = page.evaluate("navigator.clipboard.readText()")

    content = saved(page)

    assert content.decode() == copied == shown
    assert read(content) == {"situation": words}
    assert content.isascii() is False
    assert [
        each for each in content.decode().split("\n") if each != each.rstrip(" \t")
    ] == []


def test_it_is_copied_in_browsers_that_do_not_know_how(opens: Opens) -> None:
    page = opens("compare")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }"
    )
    page.fill("#a-situation", "By hand")
    page.click("#copy")
    page.wait_for_function("document.querySelector('#say').textContent !== ''")

    assert "opied" in page.inner_text("#say") or "copy it" in page.inner_text("#say")
    assert "By hand" in page.input_value("#sent")


def test_it_is_handed_on_where_the_browser_can_and_not_offered_elsewhere(
    opens: Opens,
) -> None:
    page = opens("compare")
    page.context.add_init_script(
        "navigator.share = given => { window.shared = given; return Promise.resolve(); }"
    )
    page.reload()
    page.fill("#a-situation", "x y")
    page.click("#share")

    text = page.evaluate("window.shared.text")
    assert read(text.encode()) == {"situation": "x y"}


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Jörg Müller", "jorg-muller-compare.answers.txt"),
        ("../../etc/passwd", "etc-passwd-compare.answers.txt"),
        ("李", "compare.answers.txt"),
        ("CON", "con-compare.answers.txt"),
        ("", "compare.answers.txt"),
        ("a" * 60, "a" * 40 + "-compare.answers.txt"),
    ],
)
def test_a_file_is_called_after_who_wrote_it(opens: Opens, who: str, name: str) -> None:
    page = opens("compare")
    page.fill("#who", who)
    page.fill("#a-situation", "x")

    with page.expect_download() as download:
        page.click("#save")
        if "press again" in page.inner_text("#say"):
            page.click("#save")

    assert download.value.suggested_filename == name
    first = Path(download.value.path()).read_text("utf-8").split("\n")[:3]
    assert first[0].startswith("# leadcoach answers 1: compare ")
    assert first[1] == (f"# name: {who}" if who else "# day: 2026-11-21")


def test_a_name_and_a_note_cannot_end_their_line(opens: Opens) -> None:
    page = opens("compare")
    page.evaluate("document.querySelector('#who').value = 'Ana\\u2028x\\u0085y = 1'")
    page.fill("#a-situation", "x")

    content = saved(page)

    assert read(content) == {"situation": "x"}
    assert len(content.decode().splitlines()) == content.count(b"\n")


# What stays out, and what cannot be


def test_a_private_answer_stays_out_until_it_is_let_in(opens: Opens) -> None:
    page = opens("every-kind")
    page.fill("#a-say", "I asked.")
    page.fill("#a-kept", "SECRET")
    page.click("#look summary")
    shown = page.input_value("#sent")
    content = saved(page)
    page.check("[name=keep-kept]")

    assert "SECRET" not in shown + content.decode()
    assert read(content) == {"say": "I asked.", "heart": "I asked."}
    assert "SECRET" in page.input_value("#sent")
    assert read(saved(page))["kept"] == "SECRET"


def test_a_page_with_private_words_alone_says_why_there_is_nothing(
    opens: Opens,
) -> None:
    page = opens("shoots")
    page.check("#q-learnt input[value=family]")
    page.click("#save")
    page.click("#save")

    assert "All that you filled in is private" in page.inner_text("#say")


def test_what_cannot_be_is_said_at_its_place_and_in_one_list(opens: Opens) -> None:
    page = opens("every-kind")
    page.fill("#a-say", "I asked.")
    page.fill("#a-num", "many")
    page.fill("#a-when_day", "2030-01-01")
    for value in ("work", "home", "town", "sea"):
        page.check(f"#q-places input[value={value}]")
    page.click("#save")

    listed = page.locator("#problems li").all_inner_texts()
    assert len(listed) == 3
    assert "At most 3 choices; there are 4" in page.inner_text("#w-places")
    assert "A number is needed" in page.inner_text("#w-num")
    assert "A day up to 2027-01-20 is needed" in page.inner_text("#w-when_day")
    page.locator("#problems a").nth(1).click()
    page.wait_for_function("document.activeElement.id === 'a-num'")
    page.fill("#a-num", "")
    page.fill("#a-when_day", "")
    page.uncheck("#q-places input[value=sea]")
    assert page.inner_text("#w-num") == ""
    assert read(saved(page))["places"] == ["work", "home", "town"]


def test_one_that_stands_alone_unticks_the_others(opens: Opens) -> None:
    page = opens("every-kind")
    page.check("#q-places input[value=work]")
    page.check("#q-places input[value=none]")
    assert page.locator("#q-places input:checked").count() == 1
    page.check("#q-places input[value=sea]")
    assert page.locator("#q-places input:checked").get_attribute("value") == "sea"


def test_a_row_that_goes_and_comes_back_has_its_rating(opens: Opens) -> None:
    page = opens("every-kind")
    page.fill("#a-who", "Ama\nJo")
    page.check("#q-grid fieldset[data-row=Jo] input[value='7']", force=True)
    page.check("#q-which input[value=Jo]")
    page.fill("#a-who", "Ama\nJoe")
    assert page.locator("#q-grid input:checked, #q-which input:checked").count() == 0
    page.fill("#a-who", "Ama\nJo")

    found = read(saved(page))
    assert (found["grid"], found["which"]) == ({"Jo": 7}, ["Jo"])
    page.click("#q-grid .clear")
    page.fill("#a-who", "Ama")
    page.fill("#a-who", "Ama\nJo")
    assert "grid" not in read(saved(page))


def test_an_empty_page_saves_nothing_and_says_so(opens: Opens) -> None:
    page = opens("compare")
    page.click("#save")
    page.click("#save")

    assert "Nothing is filled in yet" in page.inner_text("#say")


# Anybody can use it

FOUND = {"resultTypes": ["violations"]}
LOOKS = (("light", FOUND), ("dark", {**FOUND, "runOnly": ["color-contrast"]}))
"""what axe looks for: all in light, contrast in dark too"""


@pytest.mark.parametrize("name", FORMS)
def test_axe_finds_nothing_and_nothing_is_wider_than_a_phone(
    browser: "Browser", tmp_path: Path, name: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    file = tmp_path / "form.html"
    file.write_text(page_of(Form(exercise_in(FORMS[name]))), encoding="utf-8")
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())
    _answer_all(page)
    for scheme, only in LOOKS:
        page.emulate_media(color_scheme=scheme)
        found = axe.run(page, options=only).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:90]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    small = page.evaluate(
        """() => Array.from(document.querySelectorAll(
            ".opt,.pills label,button,summary,input[type=text],input[type=date],textarea"))
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 44)
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    context.close()


@pytest.mark.parametrize("width", [390, 1100])
def test_what_stands_for_answers_on_paper_is_not_in_the_way_on_a_screen(
    opens: Opens, width: int
) -> None:
    page = opens("lineage", viewport={"width": width, "height": 900})
    page.fill("#a-only", "the rota\nthe budget")

    rows = page.locator("fieldset.row")
    visible = [each for each in rows.all() if each.is_visible()]
    assert [each.locator("legend").inner_text() for each in visible] == [
        "the rota",
        "the budget",
    ]
    assert [e for e in page.locator(".model").all() if e.is_visible()] == []


def test_a_long_scale_stands_in_even_rows_on_a_phone(opens: Opens) -> None:
    page = opens("wheel-of-life")
    pills = page.locator(".pills").first.locator("label")
    boxes = [each.bounding_box() for each in pills.all()]

    assert len(boxes) == 10
    assert len({round(box["width"]) for box in boxes if box}) == 1
    assert len({round(box["y"]) for box in boxes if box}) == 2


def _answer_all(page: "Page") -> None:
    """Answer the first choice and a long word everywhere, so that all is shown."""
    page.evaluate(
        """() => {
            const seen = new Set();
            for (let round = 0; round < 6; round++) {
                const fields = "textarea:not(#sent),input:not(#remember)";
                for (const each of document.querySelectorAll(fields)) {
                    const name = each.name + (each.type === "checkbox" ? each.value : "");
                    if (!each.getClientRects().length || seen.has(name)) continue;
                    seen.add(name);
                    if (each.type === "radio" || each.type === "checkbox") each.click();
                    else each.value = each.type === "date" ? "2026-12-24" : each.inputMode
                        ? "3" : "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3);
                    each.dispatchEvent(new Event("input", { bubbles: true }));
                }
                document.querySelectorAll("details").forEach(each => { each.open = true; });
            }
        }"""
    )


def test_a_keyboard_alone_is_enough(opens: Opens) -> None:
    page = opens("compare", viewport={"width": 1100, "height": 900})
    page.focus("#who")
    page.keyboard.type("Ana")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "a-situation"
    page.keyboard.type("We moved the date.")
    page.focus("#q-own input")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert page.input_value("#q-own input:checked") == "2"
    seen = _tabbed(page)
    assert seen == sorted(seen, key=seen.index)  # none twice
    places = page.evaluate(
        """ids => ids.map(id => document.getElementById(id) || document.getElementsByName(id)[0])
            .map(e => e.getBoundingClientRect().top)""",
        seen,
    )
    assert places == sorted(places)  # from top to bottom
    page.focus("#save")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
        if "press again" in page.inner_text("#say"):
            page.keyboard.press("Enter")
    assert read(Path(download.value.path()).read_bytes())["own"] == 2


def _tabbed(page: "Page") -> list[str]:
    """Return what is reached by Tab from the name on to the last button, in order."""
    found: list[str] = []
    page.focus("#who")
    for _ in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "document.activeElement.id || document.activeElement.name || ''"
        )
        if name:
            found.append(name)
        if name == "remember":
            return found
    raise AssertionError(found)


def test_where_the_focus_is_can_be_seen(opens: Opens) -> None:
    page = opens("compare")
    page.focus("#who")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => {
                const at = document.activeElement, beside = at.nextElementSibling;
                const shown = at.closest(".pills") ? beside : at;
                return getComputedStyle(shown).outlineStyle;
            }"""
        )
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")


def test_what_is_said_is_said_to_a_screen_reader_and_every_field_has_its_words(
    opens: Opens,
) -> None:
    page = opens("compare")
    assert page.locator("#say").get_attribute("role") == "status"
    assert page.locator("h1").count() == 1
    assert page.get_by_role("group", name=re.compile("own needs")).count() == 1
    page.get_by_role("textbox", name=re.compile("^1\\.|situation|Tell")).first.fill("x")
    assert page.get_by_role("button", name="Save answers").count() == 1
    assert page.get_by_label("Your name, or the name you go by here").count() == 1


def test_without_a_script_all_is_asked_and_nothing_is_offered_that_cannot_be(
    opens: Opens,
) -> None:
    page = opens("compare", java_script_enabled=False)
    text = page.inner_text("body")
    form = Form(exercise_in(FORMS["compare"]))

    for placed in form.placed():
        assert page.locator(f"#q-{placed.question.id}").is_visible()
    assert re.search(r"Only if question \d+", text)
    assert "This view cannot save" in text
    for button in ("Save answers", "Copy for email", "Leave this open", "See exactly"):
        assert button not in text
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_on_paper_an_empty_page_asks_all_and_a_filled_one_what_was_asked(
    opens: Opens,
) -> None:
    page = opens("compare")
    hidden = [
        placed.question.id
        for placed in Form(exercise_in(FORMS["compare"])).placed()
        if placed.when and not page.is_visible(f"#q-{placed.question.id}")
    ]
    assert hidden
    page.emulate_media(media="print")
    assert [each for each in hidden if not page.is_visible(f"#q-{each}")] == []
    for button in ("#save", "#copy", "#look", "#remember"):
        assert not page.is_visible(button)
    page.emulate_media(media="screen")
    page.fill("#a-situation", "x")
    page.emulate_media(media="print")
    assert [each for each in hidden if page.is_visible(f"#q-{each}")] == []
    page.emulate_media(media="screen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_light_or_dark_as_the_reader_has_it(
    opens: Opens, scheme: str
) -> None:
    page = opens("compare", color_scheme=scheme)
    paper, ink = page.evaluate(
        """() => ["backgroundColor", "color"].map(of => getComputedStyle(document.body)[of])
            .map(each => each.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0))"""
    )

    assert (paper > ink) is (scheme == "light")


# Any script


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("שלום. מה קרה?", "rtl"),
        ("لماذا؟ سألتهم.", "rtl"),
        ("我问了他们。他们说了。", "ltr"),
        ("Привет. Я спросил.", "ltr"),
        ("मैंने पूछा। वे बोले।", "ltr"),
    ],
)
def test_words_of_any_script_run_their_way_and_come_back_to_the_letter(
    opens: Opens, words: str, way: str
) -> None:
    page = opens("compare")
    page.fill("#who", words)
    page.fill("#a-situation", words)
    page.fill("#a-people", f"{words}\nAma")

    direction = "e => getComputedStyle(e).direction"
    assert page.locator("#a-situation").evaluate(direction) == way
    row = page.locator("#q-theirs fieldset[data-row] legend").first
    assert row.evaluate(direction) == way
    assert row.inner_text() == words
    page.locator("#q-theirs fieldset[data-row] input").first.check(force=True)
    found = read(saved(page))
    assert found["situation"] == words
    assert list(found["theirs"]) == [words]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_half_a_letter_and_control_characters_make_no_broken_file(opens: Opens) -> None:
    page = opens("compare")
    page.evaluate(
        """() => {
            const field = document.querySelector("#a-situation");
            field.value = "half \\ud83d and \\udc00\\u0000\\u001b[31m \\u007f\\u202e\\ufeff end";
            field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )

    content = saved(page)

    assert (
        read(content)["situation"]
        == "half \ufffd and \ufffd\x00\x1b[31m \x7f\u202e\ufeff end"
    )
    assert not set(content) & {0, 0x1B, 0x7F}
