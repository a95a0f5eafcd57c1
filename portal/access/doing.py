"""Who may do what. None means yes; a sentence says why not, the same one for the refusal and for
the greyed button. Seeing comes first: these are only asked about what the actor can see."""

from portal import clock
from portal.access.actor import Actor
from portal.language import gettext as _
from portal.language import moment_words
from portal.models import Brand, Critique, Draft, Group, Revision, Round


def why_not_manage(actor: Actor, brand_id: int) -> str | None:
    """Groups, drafts, rounds and invitations."""
    if actor.manages(brand_id):
        return None
    return _("Only an owner or a manager of the brand can do this.")


def why_not_own(actor: Actor, brand_id: int) -> str | None:
    """Staff and the brand's own settings."""
    if actor.owns(brand_id):
        return None
    return _("Only an owner of the brand can do this.")


def why_not_read_report(actor: Actor, round: Round) -> str | None:
    if actor.role_in(round.brand_id):
        return None
    return _("Reports are for the team of the brand.")


def why_not_share(actor: Actor, round: Round) -> str | None:
    """Hand the frozen report on by a link: whoever may export it, which is the whole team."""
    if round.state(clock.now()) != "closed":
        return _("A report can be handed on by a link once its round has closed.")
    return why_not_read_report(actor, round)


def why_not_invite(actor: Actor, group: Group) -> str | None:
    if group.closed_at is not None:
        return _("This group is closed.")
    return why_not_manage(actor, group.brand_id)


def why_not_edit_brand(actor: Actor, brand: Brand) -> str | None:
    return why_not_own(actor, brand.id)


def why_not_edit_revision(actor: Actor, draft: Draft, revision: Revision) -> str | None:
    if revision.published_at is not None:
        return _("This revision is published and stays as it was judged. Write the next one.")
    return why_not_manage(actor, draft.brand_id)


def why_not_prepare(actor: Actor, round: Round) -> str | None:
    """Questions and criteria: freely edited before the round is registered, locked after."""
    if round.registered_at is not None or round.opened_at is not None:
        return _("Questions and criteria are locked since the round was registered.")
    return why_not_manage(actor, round.brand_id)


def why_not_take_part(actor: Actor, round: Round) -> str | None:
    """Anything a member adds to a round: votes, critique, stances."""
    if actor.role_in(round.brand_id):
        return _("You are on the team. Only members vote and take a stance.")
    return _why_not_speak(actor, round)


def why_not_vote(actor: Actor, round: Round) -> str | None:
    return why_not_take_part(actor, round)


def why_not_take_stance(actor: Actor, round: Round, critique: Critique) -> str | None:
    if why_not := _why_not_there(critique):
        return why_not
    if critique.author_id == actor.person_id:
        return _("This is your own critique.")
    return why_not_take_part(actor, round)


def why_not_criticise(actor: Actor, round: Round) -> str | None:
    """Post a critique of one's own: members."""
    return why_not_take_part(actor, round)


def why_not_show(actor: Actor, round: Round) -> str | None:
    """Send a picture to stand beside one's words."""
    if actor.role_in(round.brand_id):
        return None if actor.manages(round.brand_id) else _("Analysts read; they do not post.")
    return _why_not_speak(actor, round)


def why_not_reply(
    actor: Actor, round: Round, parent: Critique, is_locked: bool = False
) -> str | None:
    """Members reply while the round is open and the thread is not locked; managers also
    afterwards, to answer everyone."""
    if why_not := _why_not_there(parent):
        return why_not
    if actor.role_in(round.brand_id):
        if not actor.manages(round.brand_id):
            return _("Analysts read; they do not post.")
        return None
    if is_locked:
        return _("The team has closed this thread. It stays here to be read.")
    return _why_not_speak(actor, round)


def why_not_edit_critique(actor: Actor, round: Round, critique: Critique) -> str | None:
    if critique.deleted_at is not None:
        return _("This critique was deleted.")
    if critique.author_id != actor.person_id:
        return _("Only its author can change a critique.")
    if critique.hidden_at is not None:
        return _("The team removed these words. They can be deleted, but not changed.")
    return _why_not_write_on(actor, round, critique)


def why_not_take_back(actor: Actor, round: Round, critique: Critique) -> str | None:
    """Delete one's own words; also those the team removed, which then are gone for good."""
    if critique.author_id != actor.person_id:
        return _("Only its author can change a critique.")
    return _why_not_write_on(actor, round, critique)


def why_not_tell(actor: Actor, round: Round, critique: Critique) -> str | None:
    """Tell the team that something is wrong with somebody's words: members, also when paused and
    after the close. The team's own words too; those reach the owners."""
    if why_not := _why_not_there(critique):
        return why_not
    if critique.author_id == actor.person_id:
        return _("These are your own words.")
    if actor.role_in(round.brand_id):
        return _("You are on the team. Remove the words, or ask a manager to.")
    if round.group_id not in actor.groups:
        return _("Only members of the group can take part.")
    return None


def why_not_moderate(actor: Actor, round: Round, critique: Critique) -> str | None:
    """Hide, lock, let through. What the team itself said, an owner judges; and one's own words,
    said before one was on the team."""
    if critique.deleted_at is not None:
        return _("This critique was deleted.")
    if critique.is_staff or critique.author_id == actor.person_id:
        return why_not_own(actor, round.brand_id)
    return why_not_manage(actor, round.brand_id)


def why_not_respond(actor: Actor, round: Round, critique: Critique) -> str | None:
    """Give a critique its state."""
    if critique.parent_id is not None:
        return _("Replies have no state of their own.")
    if why_not := _why_not_there(critique):
        return why_not
    if critique.merged_into_id is not None:
        return _("It was merged: answer the one that stands for it.")
    return why_not_manage(actor, round.brand_id)


def why_not_merge(actor: Actor, round: Round, critique: Critique) -> str | None:
    """Let one remark stand for others that say the same, and part them again."""
    if critique.parent_id is not None:
        return _("Only what opens a thread can be merged; a reply stays where it is.")
    if critique.deleted_at is not None:
        return _("This critique was deleted.")
    return why_not_manage(actor, round.brand_id)


def why_not_note(actor: Actor, round: Round) -> str | None:
    """Write something down for the team; to read it is the whole team's."""
    if actor.role_in(round.brand_id) and not actor.manages(round.brand_id):
        return _("Analysts read; they do not post.")
    return why_not_manage(actor, round.brand_id)


def why_not_decide(actor: Actor, round: Round) -> str | None:
    """After the close: a decision told earlier would sway those who have not voted."""
    if round.opened_at is None:
        return _("The round has not opened yet.")
    if round.state(clock.now()) != "closed":
        return _("Close the round first: a decision told now would sway those who still vote.")
    return why_not_manage(actor, round.brand_id)


def _why_not_there(critique: Critique) -> str | None:
    """Words that are not there for everybody are not answered or agreed with."""
    if critique.deleted_at is not None:
        return _("This critique was deleted.")
    if critique.hidden_at is not None:
        return _("The team removed these words.")
    if critique.held_at is not None:
        return _("This waits for the team. Until it is let through, nobody can answer it.")
    return None


def _why_not_write_on(actor: Actor, round: Round, critique: Critique) -> str | None:
    """Whether one has still the say over one's own words."""
    if critique.is_staff:
        return why_not_manage(actor, round.brand_id)
    return _why_not_speak(actor, round)


def _why_not_speak(actor: Actor, round: Round) -> str | None:
    if round.group_id not in actor.groups:
        return _("Only members of the group can take part.")
    if not actor.may_speak_in(round.group_id):
        return _("Your membership is paused. You can read, but not take part.")
    state = round.state(clock.now())
    if state == "closed":
        return _("The round closed on %(when)s.", when=moment_words(round.ends_at, actor.timezone))
    if state != "open":
        return _("The round has not opened yet.")
    return None
