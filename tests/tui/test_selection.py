"""The selection with its marks, and the trail."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.links import Edge
from tui.selection import Mark, Selection, Step, Trail

EDGES = tuple(Edge("to", target, back=False) for target in ("b", "c", "b"))


def test_marks_tell_the_selected_the_linked_and_the_chosen() -> None:
    selection = Selection("a", EDGES, link=1)
    assert [selection.mark(record) for record in ("a", "b", "c", "d", "")] == [
        Mark.SELECTED,
        Mark.LINKED,
        Mark.LINKED,
        Mark.NONE,
        Mark.NONE,
    ]
    assert selection.stepping(1).mark("b") is Mark.NEXT
    assert Selection("a", (Edge("to", "a", back=False),)).mark("a") is Mark.SELECTED
    assert Selection().marks == {}


def test_stepping_begins_at_the_first_link_or_the_last_and_wraps_around() -> None:
    start = Selection("a", EDGES)
    assert start.next_edge == EDGES[0]
    forward = [start]
    backward = [start]
    for _ in range(4):
        forward.append(forward[-1].stepping(1))
        backward.append(backward[-1].stepping(-1))
    assert [each.link for each in forward[1:]] == [0, 1, 2, 0]
    assert [each.link for each in backward[1:]] == [2, 1, 0, 2]
    assert all(each.stepped for each in forward[1:])


def test_stepping_without_links_changes_nothing() -> None:
    alone = Selection("a")
    assert alone.stepping(1) is alone
    assert alone.next_edge is None


def steps(trail: Trail) -> list[str]:
    return [step.record for step in trail.steps]


def visited(*records: str) -> Trail:
    trail = Trail()
    for record in records:
        trail.visit(Step(record, "actors"))
    return trail


def test_back_and_forward() -> None:
    trail = visited("a", "b", "c")
    assert (trail.back(), trail.back(), trail.back()) == (
        Step("b", "actors"),
        Step("a", "actors"),
        None,
    )
    assert trail.here == Step("a", "actors")
    assert trail.forward() == Step("b", "actors")
    assert trail.can_go_back
    assert trail.can_go_forward


def test_an_empty_trail_leads_nowhere() -> None:
    trail = Trail()
    assert (trail.here, trail.back(), trail.forward()) == (None, None, None)
    assert not trail.can_go_back
    assert not trail.can_go_forward
    trail.keep({})
    assert trail.at == -1


def test_a_visit_cuts_off_what_lay_ahead() -> None:
    trail = visited("a", "b", "c")
    trail.back()
    trail.visit(Step("d", "actors"))
    assert steps(trail) == ["a", "b", "d"]
    assert trail.at == 2


def test_to_where_one_stands_is_no_new_station() -> None:
    trail = visited("a", "b")
    trail.back()
    trail.visit(Step("a", "timeline"))
    assert trail.steps == [Step("a", "timeline"), Step("b", "actors")]


def test_replacing_keeps_what_lies_ahead() -> None:
    trail = visited("a", "b")
    trail.back()
    trail.replace(Step("x", "actors"))
    assert steps(trail) == ["x", "b"]
    assert trail.at == 0
    empty = Trail()
    empty.replace(Step("x", "actors"))
    assert steps(empty) == ["x"]


def test_what_was_only_passed_by_gives_way() -> None:
    trail = visited("a")
    trail.visit(Step("b", "quotes", passing=True))
    trail.visit(Step("c", "context"))
    assert steps(trail) == ["a", "c"]


def test_moving_is_a_visit_elsewhere_and_a_replacement_within_a_pane() -> None:
    trail = Trail()
    trail.move(Step("a", "actors"), elsewhere=False)
    trail.move(Step("b", "actors"), elsewhere=False)
    trail.move(Step("c", "quotes"), elsewhere=True)
    assert steps(trail) == ["b", "c"]


def test_the_longest_trail_forgets_its_beginning() -> None:
    trail = visited(*map(str, range(Trail.LONGEST + 5)))
    assert len(trail.steps) == Trail.LONGEST
    assert (trail.steps[0].record, trail.at) == ("5", Trail.LONGEST - 1)


RECORDS = "abcdef"


@given(
    st.lists(st.sampled_from([*RECORDS, "back", "forward", "passing"]), max_size=30),
    st.sets(st.sampled_from(RECORDS)),
)
def test_after_a_reload_the_stations_left_keep_their_order_and_side(
    walk: list[str], left: set[str]
) -> None:
    trail = Trail()
    for word in walk:
        if word in ("back", "forward"):
            getattr(trail, word)()
        else:
            trail.visit(Step("a" if word == "passing" else word, "x", passing=word == "passing"))
    before = [record for record in steps(trail)[: trail.at + 1] if record in left]
    after = [record for record in steps(trail)[trail.at + 1 :] if record in left]
    trail.keep(dict.fromkeys(left))
    assert steps(trail) == before + after
    if before:
        assert trail.at == len(before) - 1
    else:
        assert trail.at == (0 if after else -1)
