"""Each setting of the desk does what `config.yaml` says of it."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual.geometry import Region

from models.settings import Settings
from tui import cli
from tui.app import CopydeskApp

PANES = Settings().panes


@pytest.mark.parametrize("start", PANES)
async def test_start_names_the_pane_that_has_the_keys(open_desk: Any, start: str) -> None:
    async with open_desk(80, 24, start=start) as desk:
        assert desk.selection.active == start
        assert desk.region(start)
        if start != "details":  # they begin with the article itself: nothing is selected
            desk.check()
            assert desk.record == desk.pane(start).record != ""
            origin = desk.record
            await desk.press("enter")
            assert desk.record != origin
            await desk.press("h")
            assert (desk.record, desk.selection.active) == (origin, start)


async def test_panes_orders_digits_titles_and_tabs(open_desk: Any) -> None:
    order = ("timeline", "article", "details", "actors", "context", "quotes")
    async with open_desk(120, 40, panes=order) as desk:
        for digit, name in enumerate(order, 1):
            await desk.press(str(digit))
            assert desk.selection.active == name
            assert f"{digit} {name.capitalize()}" in desk.pane(name).render_line(0).text
        await desk.press("tab")
        assert desk.selection.active == "timeline"
        assert desk.region("timeline") == Region(0, 1, 48, 37)
        desk.check()


async def test_layout_forces_columns_or_one_below_another(open_desk: Any) -> None:
    async with open_desk(80, 24, layout="columns") as desk:
        assert all(desk.region(name) for name in PANES)
        await desk.press("3", "j")
        desk.check()
    async with open_desk(200, 60, layout="stacked") as desk:
        assert desk.region("article").width == 200
        assert not desk.region("quotes")
        await desk.press("4")
        assert desk.region("quotes").width == 200
        desk.check()


@pytest.mark.parametrize("layout", ["columns", "stacked", "auto"])
async def test_every_layout_has_room_for_the_active_pane(open_desk: Any, layout: str) -> None:
    async with open_desk(30, 10, layout=layout) as desk:
        for digit in "123456":
            await desk.press(digit)
            assert desk.region(desk.selection.active).height >= 3
            desk.check()


async def test_keys_of_ones_own_work_and_the_old_ones_no_more(open_desk: Any) -> None:
    async with open_desk(120, 40, keys={"down": ["n", "space", "f5"], "zoom": "é"}) as desk:
        await desk.press("3")
        ids = [row.id for row in desk.pane("timeline").rows if row.id]
        for number, key in enumerate(("n", "space", "f5"), 1):
            await desk.press(key)
            assert desk.record == ids[number]
        await desk.press("j", "down")
        assert desk.record == ids[3]
        await desk.press("é")
        assert desk.state.zoomed


@pytest.mark.parametrize("mouse", [True, False])
@pytest.mark.parametrize(
    ("theme", "chosen"),
    [("auto", "copydesk-dark"), ("light", "copydesk-light"), ("ansi", "copydesk-ansi")],
)
def test_the_command_line_passes_settings_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mouse: bool, theme: str, chosen: str
) -> None:
    told: dict[str, Any] = {}

    def run(app: CopydeskApp, **how: Any) -> None:
        told.update(how, app=app)
        app._return_code = 0

    own = tmp_path / "mine.yaml"
    own.write_text(
        f"mouse: {str(mouse).lower()}\ntheme: {theme}\nreviewer: ann\nkeys: {{quit: ab}}\n"
        "symbols: ascii\n"
    )
    monkeypatch.setattr(CopydeskApp, "run", run)
    monkeypatch.setattr("tui.terminal.why_no_screen", lambda: None)
    monkeypatch.setattr("tui.terminal.at_terminal", nullcontext)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert cli.main(["--config", str(own)]) == 0
    assert told["mouse"] is mouse
    app = told["app"]
    assert app.theme == chosen
    assert app.desk.state.review.reviewer == "ann"
    assert app.look.symbols.is_ascii
    assert "is not a key" in app.desk.state.message
    assert "mine.yaml:4:8" in app.desk.state.message
