"""Merges and parts stories in the store on a person's word, and lets the model know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from winnow.errors import InputError
from winnow.pipeline.holds import SAME, Holds, reason_of
from winnow.pipeline.placing import Placer, known_story, tell, unused_story_id
from winnow.pipeline.tally import Tally
from winnow.stages.assign import StoryAssigner
from winnow.store import Store, judgement_id
from winnow.types import ArticleId, Assignment, Judgement, Story, StoryId


class Regrouper:
    """Applies one judgement, which the store holds already."""

    def __init__(self, store: Store, judgement: Judgement) -> None:
        self.holds = Holds(store.judgements())
        self._store = store
        self._id = judgement_id(judgement)
        self._placer = Placer(store, Tally(), self.holds)

    def merge(self, one: Story, other: Story, reason: str) -> tuple[Story, Story]:
        """Make one story of two; return the one kept, the older published one, and the one given up."""
        kept, gone = sorted((one, other), key=self._age)
        moved = self._store.assignments(gone.id)
        self._store.merge_story(gone.id, kept.id)
        for each in moved:
            self._store.save_assignment(
                replace(each, story_id=kept.id, score=0.0, reason=reason, is_new=False)
            )
        self.follow()
        return self._store.story(kept.id), gone

    def shared_stories(
        self, some: Sequence[ArticleId], others: Sequence[ArticleId]
    ) -> tuple[Story, ...]:
        """Return the stories that hold articles of both, by id."""
        found = {story.id: story for each in some if (story := self._store.story_of(each))}
        return tuple(
            story for _, story in sorted(found.items()) if set(others) & set(story.article_ids)
        )

    def leaving(
        self, story: Story, one: Sequence[ArticleId], other: Sequence[ArticleId], *, named: bool
    ) -> tuple[ArticleId, ...]:
        """Return which articles leave a story: ``one``'s when the story was named as the other.

        Of two articles the one with fewer held together with it leaves, else the second: identity
        stays with the larger part.
        """
        mine, theirs = (
            tuple(i for i in story.article_ids if i in self.holds.all_together(each))
            for each in (one, other)
        )
        return mine if named or len(mine) < len(theirs) else theirs

    def part(self, story: Story, leaving: Sequence[ArticleId], reason: str) -> Story:
        """Take articles out of a story into a new one, which is returned; the rest keeps the identity."""
        new_id = self._new_story(story, leaving)
        for number, each in enumerate(leaving):
            if each in self._store.story(story.id).article_ids:
                self._placer.take_out(Assignment(each, new_id, 0.0, reason, number == 0))
        self._mend_times(story.id)
        return self._store.story(new_id)

    def take_back(self, judgement: Judgement, reason: str) -> str:
        """Bring back what a judgement moved and nothing else holds; return what was done, in words."""
        mark = reason_of(judgement)
        bound = [each for group in judgement.binds for each in group]
        if judgement.kind == SAME:
            return self._part_again(bound, mark, reason)
        return self._rejoin(judgement, mark, reason)

    def follow(self) -> None:
        """Let the model know of every judgement in force; what it would change follows from the store."""
        assigner = self._assigner()
        if assigner is not None:
            tell(assigner, self.holds.active.values())
            self._save(assigner)

    # ------------------------------------------------------------------------- taking back

    def _part_again(self, bound: Sequence[ArticleId], mark: str, reason: str) -> str:
        stories = {s.id: s for each in bound if (s := self._store.story_of(each))}
        for story in stories.values():
            marked = self._marked(story, mark)
            rest = self.holds.all_together(i for i in story.article_ids if i not in marked)
            held = [each for each in marked if each not in rest]
            if held and rest:
                new = self.part(story, held, reason)
                return f"it no longer holds; what it merged is story {new.slug} now"
        self.follow()
        return "it no longer holds; the articles stay where they are"

    def _rejoin(self, judgement: Judgement, mark: str, reason: str) -> str:
        for one, other in (judgement.binds, judgement.binds[::-1]):
            left = next((s for i in one if (s := self._store.story_of(i))), None)
            home = next((s for i in other if (s := self._store.story_of(i))), None)
            if left is None or home is None or left.id == home.id:
                continue
            back = self._marked(left, mark)
            if back and not self._held_elsewhere(left, home, back):
                self._bring_back(left, home, back, reason)
                return f"it no longer holds; {len(back)} article(s) back in story {home.slug}"
        self.follow()
        return "it no longer holds; the articles stay where they are"

    def _held_elsewhere(self, left: Story, home: Story, back: Sequence[ArticleId]) -> bool:
        staying = set(left.article_ids) - set(back)
        tied = self.holds.all_together(back) & staying
        return bool(tied or self.holds.between(back, home.article_ids))

    def _bring_back(self, left: Story, home: Story, back: Sequence[ArticleId], reason: str) -> None:
        for each in back:
            if each in self._store.story(left.id).article_ids:
                self._placer.take_out(Assignment(each, home.id, 0.0, reason))
        if not self._store.story(left.id).article_ids:
            self._store.merge_story(left.id, home.id)
            self._become_one(left, home)

    def _marked(self, story: Story, mark: str) -> tuple[ArticleId, ...]:
        given = {a.article_id: a.reason for a in self._store.assignments(story.id)}
        return tuple(each for each in story.article_ids if given.get(each) == mark)

    # ------------------------------------------------------------------------- the model

    def _new_story(self, story: Story, leaving: Sequence[ArticleId]) -> StoryId:
        """Return the id that the model gives to what leaves, or one of our own where it forgot."""
        own = unused_story_id(self._store, leaving[0], self._id)
        assigner = self._assigner()
        if assigner is None:
            return own
        tell(assigner, self.holds.active.values())
        out = [each for each in leaving if assigner.remembers(each)]
        rest = [i for i in story.article_ids if i not in leaving and assigner.remembers(i)]
        for each in out[1:]:
            assigner.judge(out[0], each, together=True)
        if out and rest:
            assigner.judge(rest[0], out[0], together=False)
        given = {m.article_id: m.story_id for m in assigner.moves()}
        self._let_go(assigner)
        new = next((given[each] for each in leaving if each in given), own)
        return new if known_story(self._store, new) is None else own

    def _become_one(self, some: Story, other: Story) -> None:
        """Make the model's groups one as the stories are; it is not held to that."""
        assigner = self._assigner()
        if assigner is None:
            return
        sides = [
            [i for i in each.article_ids if assigner.remembers(i)][:1] for each in (some, other)
        ]
        if all(sides):
            assigner.judge(sides[0][0], sides[1][0], together=True)
        self._let_go(assigner)

    def _let_go(self, assigner: StoryAssigner) -> None:
        assigner.forget_judgements()
        tell(assigner, self.holds.active.values())
        self._save(assigner)

    def _assigner(self) -> StoryAssigner | None:
        state = self._store.assigner_state()
        if state is None:
            return None
        try:
            assigner = StoryAssigner.loads(state)
        except InputError:  # the next run says so; a person's word needs no model
            return None
        assigner.forget_judgements()
        return assigner

    def _save(self, assigner: StoryAssigner) -> None:
        """Keep the model's state; what it reports of its own groups the store knows already."""
        assigner.moves(), assigner.merges()
        self._store.save_assigner_state(assigner.dumps())

    # ------------------------------------------------------------------------- the store

    def _age(self, story: Story) -> tuple[bool, float, str]:
        """Sort published before unpublished, then the older one first."""
        notes = self._store.revisions(story.id)
        since = notes[0].published if notes else story.first_seen
        return not notes, since.timestamp(), story.id

    def _mend_times(self, story_id: StoryId) -> None:
        """Make a story's times those of the articles that stayed."""
        story = self._store.story(story_id)
        times = [article.when for article in self._store.articles(story.article_ids)]
        if times:
            self._store.save_story(replace(story, first_seen=min(times), last_seen=max(times)))
