"""The eight steps as the SOP's table tells them, and a machine that holds a process against them.

Written from the table and the rules under it alone, with nothing of the process imported. Posts and people go by the
same names; a person begins in the post of that name. Every act of a process answers whether it was accepted.
"""

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.strategies import booleans, integers, sampled_from

from tests.cycle_process import Process

UNITS = ("unit 0", "unit 1", "unit 2")
POSTS = ("camat", "sekcam", "kasubbag", "unit 0")
TURNS = [(), POSTS[:1], POSTS[2:3], UNITS, POSTS[2:3], POSTS[1:2], ("sekcam", "camat"), POSTS[:1], POSTS[2:3]]
PAPER = {1: "disposisi", 2: "forms", 3: "measurement", 4: "draft", 5: "corrected", 6: "approved", 8: "archive"}
BACK = {(5, 4): "sekcam", (6, 5): "camat", (6, 4): "camat", (7, 5): "camat", (7, 4): "camat"}
JUDGES = {(5, "sekcam"): (4,), (6, "camat"): (4, 5)}
UNIT, NUMBER = sampled_from(UNITS), integers(0, 9)


class CycleMachine(RuleBasedStateMachine):
    def begin(self) -> Process:
        raise NotImplementedError

    @initialize(step=integers(3, 8), sent=integers(0, 3))
    def start(self, step: int, sent: int) -> None:  # and play it to a step; `sent` units send before the gate closes
        self.process, self.holder, self.made = self.begin(), {name: name for name in (*POSTS, *UNITS)}, dict[int, str]()
        self.content, self.heard, self.signings, self.papers = (0, 0), 0, 0, set[tuple[str, object]]()
        self.gaps, self.out, self.late, self.asked = set[str](), set[str](), dict[str, list[int]](), list[str]()
        self.numbers, self.collected = dict.fromkeys(UNITS, 0), dict[str, int]()
        self.begin_step(1)
        for which in range(30):
            if self.at == 3 < step and self.asked and len(self.collected) == sent:
                self.close()
            if 0 < self.at < step:
                self.go_on(which)

    @rule(which=NUMBER)
    def go_on(self, which: int) -> None:  # what is due next: an answer arrives, or who is asked acts
        if self.awaits_paper or (self.at == 7 and which % 2):
            self.deliver(which, again=False)
        elif self.at == 3:
            self.submit(self.asked[which % len(self.asked)])
        elif self.at:
            self.part(self.asked[0])

    @rule(post=sampled_from(POSTS[:3]))
    def part(self, post: str) -> None:
        may = self.at != 3 and self.asked[:1] == [post] and not self.out and not self.judges_own(post)
        if self.agreed(may, self.process.part(post)) and self.at != 7:  # 7 ends by the signature, not by the press
            self.made[self.at] = self.holder[post]
            self.done(post)

    @rule(which=NUMBER)
    def send_back(self, which: int) -> None:
        ways = [way for way in BACK if way[0] == self.at or which > 7] or list(BACK)
        way = ways[which % len(ways)]
        may = self.at == way[0] and self.asked[:1] == [BACK[way]] and not self.judges_own(BACK[way])
        if self.agreed(may, self.process.send_back(BACK[way], *way)):
            self.begin_step(way[1])

    @rule(unit=UNIT)
    def submit(self, unit: str) -> None:
        asked, is_late = unit in {*self.asked, *self.out}, self.at == 4 and bool(self.asked) and unit in self.gaps
        if self.agreed(asked or is_late, self.process.send_figures(unit)):
            self.numbers[unit] += 1
            if asked:
                self.collected[unit] = self.numbers[unit]
                self.out, self.gaps = self.out - {unit}, self.gaps - {unit}
                self.done(unit)
            else:
                self.late.setdefault(unit, []).append(self.numbers[unit])

    @rule(unit=UNIT)
    def take_back(self, unit: str) -> None:
        if self.agreed(self.at == 3 and self.asked != [] and unit not in self.asked, self.process.take_back(unit)):
            self.asked.append(unit)
            del self.collected[unit]

    @rule()
    def close(self) -> None:
        if self.agreed(self.at == 3 and bool(self.asked), self.process.close()):
            self.gaps = set(self.asked)
            self.done(*self.asked)

    @rule(unit=UNIT)
    def return_data(self, unit: str) -> None:
        if self.agreed(self.at == 4 and self.asked != [] and unit not in self.out, self.process.return_data(unit)):
            self.out.add(unit)

    @rule(unit=UNIT, take=booleans())
    def decide_late(self, unit: str, *, take: bool) -> None:
        if self.agreed(self.at == 4 and bool(self.late.get(unit)), self.process.decide_late(unit, take=take)):
            taken = self.late[unit].pop()
            self.collected |= {unit: max(taken, self.collected.get(unit, 0))} if take else {}

    @rule()
    def amend(self) -> None:
        if self.agreed(self.at == 0, self.process.amend()):
            self.content = (self.content[0], self.content[1] + 1)
            self.begin_step(4)

    @rule(post=sampled_from(POSTS), person=sampled_from((*POSTS, "staf")))
    def stand_in(self, post: str, person: str) -> None:  # by decree; the post's own person ends it
        then, judged = self.holder | {post: person}, {step: who for step, who in self.made.items() if step < self.at}
        drafts, corrects = {then["kasubbag"], judged.get(4)}, {then["sekcam"], judged.get(5)}
        keeps_four_eyes = not self.at or (then["sekcam"] not in drafts and then["camat"] not in drafts | corrects)
        may = keeps_four_eyes if self.holder[post] == post else post == person
        if self.agreed(may and then != self.holder, self.process.stand_in(post, person)):
            self.holder = then

    @rule(which=NUMBER, again=booleans())
    def deliver(self, which: int, *, again: bool) -> None:  # another service's answer, in any order or once more
        kind, of = self.process.deliver(which, again=again)
        if kind == "measurement" and isinstance(of, int) and of > self.heard:
            self.heard = of
            if 0 < self.at < 6 or (self.at == 6 and self.asked):  # what is approved stays what was approved
                self.content = (of, self.content[1])
        elif kind == "signature" and self.at == 7 and of == self.signings:
            self.begin_step(8)
        self.papers.add((kind, None if kind == "measurement" else of))
        self.leave_if_ready()

    def judges_own(self, post: str) -> bool:
        return self.holder[post] in {self.made.get(step) for step in JUDGES.get((self.at, post), ())}

    def done(self, *posts: str) -> None:
        self.asked = [post for post in self.asked if post not in posts]
        self.awaits_paper = not self.asked
        self.leave_if_ready()

    def leave_if_ready(self) -> None:
        of = self.content if self.at > 3 else None
        if self.awaits_paper and (PAPER[self.at], of) in self.papers:
            self.begin_step((self.at + 1) % 9)

    def begin_step(self, step: int) -> None:  # 0 is the end
        self.at, self.awaits_paper, self.out, self.asked = step, False, set[str](), list(TURNS[step])
        self.signings += step == 7

    def agreed(self, may: bool, did: bool) -> bool:  # noqa: FBT001 # two answers to one question
        assert did is may, f"expected {'yes' if may else 'no'}"
        return did

    @invariant()
    def stands_where_the_table_says(self) -> None:
        people = {(post, self.holder[post]) for post in (*self.asked[: 3 if self.at == 3 else 1], *self.out)}
        collected = {} if 0 < self.at < 4 and self.asked else self.collected
        assert self.process.seen() == (self.at, self.awaits_paper, people, collected)
