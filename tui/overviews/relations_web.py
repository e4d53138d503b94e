"""A network of relations as the screen asks for it: from either end, numbered and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from models.overviews.relations import NOBODY, Network, Pair, by_party
from tui.overviews.relations_figures import DOUBT, TOGETHER, UNNUMBERED, sign_of, sign_of_act
from tui.styles.look import Look
from tui.widgets.lines import cut

LABEL = 3


class Web:
    """The pairs of a network, found from either end."""

    def __init__(
        self, network: Network, name: Callable[[str], str], label: Callable[[str], str]
    ) -> None:
        """`name` gives a party as it may stand on the screen, `label` in at most three cells."""
        self.network = network
        self.active = [party for party in network.parties if party.acts]
        self.numbers = {party.id: number for number, party in enumerate(self.active, 1)}
        self.parties = {party.id: party for party in network.parties}
        self.names = {party.id: name(party.id) for party in network.parties} | {
            NOBODY: name(NOBODY)
        }
        self.labels = {party.id: label(party.id) for party in self.active}
        self._directed = {(p.source, p.target): p for p in network.pairs if not p.mutual}
        self._mutual: dict[tuple[str, str], Pair] = {}
        for pair in network.pairs:
            if pair.mutual:
                self._mutual[pair.source, pair.target] = pair
                self._mutual[pair.target, pair.source] = pair
        self._around = by_party(network.pairs)
        self.columns = [party.id for party in self.active]
        self.has_unnamed = any(pair.source == NOBODY for pair in network.pairs)
        if any(pair.target == NOBODY for pair in network.pairs):
            self.columns.append(NOBODY)
        most = max((pair.tally.count for pair in network.pairs), default=0)
        self.digits = max(len(str(most)), len(str(len(self.active))))

        self.acts = len({act.id for pair in network.pairs for act in pair.acts})
        self._places: dict[str, int] = {}
        for place, pair in enumerate(network.pairs):
            self._places.setdefault(pair.source, place)
            self._places.setdefault(pair.target, place)

    def first_pair(self, party: str) -> int:
        """The place of the first pair that a party is in; 0 where it is in none."""
        return self._places.get(party, 0)

    def signs(self, look: Look, *, listed: bool) -> set[str]:
        """The signs that stand for its pairs, and for their acts where these are `listed`."""
        pairs = self.network.pairs
        signs = {sign_of(pair.tally, look)[0] for pair in pairs}
        signs |= {DOUBT for pair in pairs if pair.tally.doubted}
        signs |= {TOGETHER for pair in pairs if pair.mutual}
        if NOBODY in self.columns and not listed:
            signs.add(UNNUMBERED)
        if listed:
            signs |= {sign_of_act(act, look)[0] for pair in pairs for act in pair.acts}
        return signs

    def directed(self, source: str, target: str) -> Pair | None:
        return self._directed.get((source, target))

    def mutual(self, one: str, other: str) -> Pair | None:
        return self._mutual.get((one, other))

    def around(self, party: str) -> tuple[list[Pair], list[Pair], list[Pair]]:
        """The pairs of those it acts on, of those who act on it, and of those it shares acts with."""
        on: list[Pair] = []
        by: list[Pair] = []
        shared: list[Pair] = []
        for pair in self._around.get(party, ()):
            if pair.mutual:
                shared.append(pair)
                continue
            (on if pair.source == party else by).append(pair)
        return on, by, shared


def label_of(names: Sequence[str]) -> str:
    """The first of the names an actor goes by that has three cells; else the initials of its own, or the
    beginning of that and a full stop."""
    name = names[0]
    words = name.replace("-", " ").split()
    initials = "".join(word[0] for word in words if word[0].isupper())
    tried = (*(each for each in names if each.isupper() or each == name), initials)
    fitting = (each for each in tried if 1 < cell_len(each) <= LABEL)
    return next(fitting, cut(name, LABEL, "."))
