"""The server's own calls that a decision comes down to: redact, quarantine, notify, suspend and their kin."""

from functools import partial
from typing import Any

from moderator_desk.models.values import Action, Case, Decision
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse import offers
from moderator_desk.platforms.synapse.in_room import in_room, memberships, redact, set_room_ban, who
from moderator_desk.platforms.synapse.members import measures
from moderator_desk.platforms.synapse.notices import notified, notify
from moderator_desk.platforms.synapse.profiles import Profile
from moderator_desk.platforms.synapse.quarantine import media_of, quarantined, server_of, set_quarantine
from moderator_desk.platforms.synapse.reading import Standing
from moderator_desk.platforms.synapse.wire import ADMIN, USERS, Unwilling, User, call, ids_of, is_account

Now = Standing | Profile | None
"""What a case is about, as it is now."""

_STATES = {offers.DEACTIVATE: "deactivated"}
"""Where a ban and what then shows of the account are not called the same."""


class Effects:
    """What can be done about a message and its author, in the name of one server admin."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def already(self, decision: Decision, seen: Case | None, now: Now, *, again: bool) -> bool:
        """Whether what the decision does is so on the server before it is done: after an earlier attempt (`again`) of
        ours, or, for a removal, by anybody."""
        if decision.action is Action.REMOVE:
            return self.confirmed(decision, seen, now)
        if decision.action is Action.BAN:
            # an earlier decision may have banned them: then nothing but the notice tells that this one was done
            return again and self.banned(decision) and self._was_told(decision)
        return again and decision.action is Action.WARN and notified(self._session, decision)

    def confirmed(self, decision: Decision, seen: Case | None, now: Now) -> bool:
        """Whether a removal or a ban shows on the server; a notice was read back when it was sent."""
        if decision.action is Action.REMOVE:
            return self._removed(decision, seen, now)
        return decision.action is Action.WARN or (decision.action is Action.BAN and self.banned(decision))

    def act(self, decision: Decision, seen: Case | None, *, again: bool) -> None:
        """Do it. Raises PlatformError."""
        scope = scope_of(decision)
        if decision.action is Action.BAN and decision.member_id == who(self._session):
            raise Unwilling("own-account", "", "")
        if decision.action is Action.REMOVE and scope != offers.MESSAGE:
            self.set_media(decision, seen, True)
        if decision.action is Action.REMOVE and scope != offers.MEDIA:
            room, _ = ids_of(decision.case_id)
            in_room(self._session, room, partial(redact, self._session, decision))
        self.tell(decision, again=again)
        if decision.action is Action.BAN:
            self.set_ban(decision, True)

    def tell(self, decision: Decision, *, again: bool) -> None:
        """Send the member the decision's notice, if it has one and an earlier attempt (`again`) did not send it. Raises
        PlatformError."""
        if not decision.message or not self._can_be_told(decision):
            return
        if not (again and notified(self._session, decision)):
            notify(self._session, decision)

    def set_media(self, decision: Decision, seen: Case | None, on: bool) -> None:
        """Put the pictures and files of a decision's case under quarantine, or lift it. Raises PlatformError."""
        for address in media_of(self._session, decision.case_id, seen):
            set_quarantine(self._session, address, on)

    def lifted(self, decision: Decision, seen: Case | None) -> bool:
        """Whether none of a case's pictures and files is under quarantine."""
        found = media_of(self._session, decision.case_id, seen)
        return not any(quarantined(self._session, address) for address in found)

    def banned(self, decision: Decision) -> bool:
        """Whether the ban of this decision is in force."""
        member, scope = decision.member_id, scope_of(decision)
        if scope == offers.ROOM_BAN:
            return memberships(self._session, member).get(ids_of(decision.case_id)[0]) == "ban"
        told = measures(call(self._session, "GET", f"{USERS}{path_of(member)}", User))
        return _STATES.get(scope, scope) in told

    def set_ban(self, decision: Decision, on: bool) -> None:
        """Put the ban of a decision in force, or lift it. Raises PlatformError."""
        member, scope = decision.member_id, scope_of(decision)
        if scope == offers.SUSPEND:
            self._call("PUT", f"{ADMIN}/suspend{path_of(member)}", {"suspend": on})
        elif scope == offers.LOCK:
            self._call("PUT", f"{USERS}{path_of(member)}", {"locked": on})
        elif scope == offers.SHADOW_BAN:
            self._call("POST" if on else "DELETE", f"{ADMIN}/users{path_of(member, 'shadow_ban')}", {})
        elif scope == offers.DEACTIVATE and on:
            self._call("POST", f"{ADMIN}/deactivate{path_of(member)}", {"erase": False})
        elif scope == offers.ROOM_BAN and not is_account(decision.case_id):
            room, _ = ids_of(decision.case_id)
            in_room(self._session, room, partial(set_room_ban, self._session, room, decision, on))
        else:
            raise Unwilling("not-supported", "", scope)

    def _call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        return call(self._session, method, path, dict[str, Any], body=body)

    def _can_be_told(self, decision: Decision) -> bool:
        """Whether a notice reaches the member: one of another server is told by the reason of the room ban instead, and
        of a removal not at all. A warning is tried in any case, so that the server's refusal is seen."""
        home = who(self._session).partition(":")[2]
        return decision.action is Action.WARN or offers.is_local(decision.member_id, home)

    def _was_told(self, decision: Decision) -> bool:
        """Whether the member has the notice of a decision, if it has one for them."""
        return not (decision.message and self._can_be_told(decision)) or notified(self._session, decision)

    def _removed(self, decision: Decision, seen: Case | None, now: Now) -> bool:
        scope = scope_of(decision)
        if now is None or (scope != offers.MEDIA and not now.redacted):
            return False
        if scope == offers.MESSAGE:
            return True
        found = media_of(self._session, decision.case_id, seen)
        if not found and scope == offers.MEDIA:
            raise Unwilling("missing", "", "")
        home = who(self._session).partition(":")[2]
        held = {address: quarantined(self._session, address) for address in found}
        # what our server does not have it cannot give away, unless another one still may
        return all(state or (state is None and server_of(each) == home) for each, state in held.items())


def scope_of(decision: Decision) -> str:
    """What a removal or ban covers; "" for other decisions."""
    if decision.action is Action.BAN or decision.undoes is Action.BAN:
        return decision.scope or offers.SUSPEND
    if decision.action is Action.REMOVE or decision.undoes is Action.REMOVE:
        # of an account only the picture can be removed
        return decision.scope or (offers.MEDIA if is_account(decision.case_id) else offers.MESSAGE)
    return ""
