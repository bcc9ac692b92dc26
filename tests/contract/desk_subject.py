"""Our own platform API under the contract suite: the reference platform as a process of its own."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from moderator_desk.models.values import Action, ReporterWarning
from tests.contract.subject import Deed, Subject
from tests.fixtures_server import PlatformServer


class DeskSubject(Subject):
    """A reference platform with the small world of the tests, worked by its control routes and by other staff."""

    kind = "desk"
    deeds: ClassVar[dict[Action, dict[str, Any]]] = {
        Action.DISMISS: {},
        Action.EDIT: {"clause": "1", "new_text": "Words that hurt nobody."},
        Action.REMOVE: {"clause": "1", "reason": "insult"},
        Action.WARN: {"clause": "1", "message": "Please be kind."},
        Action.BAN: {"clause": "1", "message": "You are out.", "duration_hours": 24},
    }

    def __init__(self, server: PlatformServer) -> None:
        server.control("reset")
        self._server = server
        self.url, self.token = server.url, server.tokens["moderator"]

    def report(self, *, alike: bool = False) -> str:
        base = "c-word" if alike else "c-phone"
        made = self._server.control("report", new_item=True, case_id=base, guideline=self._guideline)
        return str(made["case_id"])

    def report_again(self, case_id: str) -> None:
        self._server.control("report", case_id=case_id)

    def change(self, case_id: str) -> None:
        self._server.control(
            "edit-item", item_id=self.item(case_id)["item"]["id"], text="Quite another text."
        )

    def delete(self, case_id: str) -> None:
        self._server.control("delete-item", item_id=self.item(case_id)["item"]["id"])

    def remove_member(self, case_id: str) -> None:
        self._server.control("delete-member", member_id=self.item(case_id)["item"]["author"]["id"])

    def settle(self, case_id: str) -> None:
        assert self._server.decide(self.item(case_id), "dismiss", "moderator2").status_code == 201

    def open_cases(self) -> dict[str, int]:
        found: dict[str, int] = {}
        cursor = None
        for _ in range(1000):
            page = self._server.get("/v1/cases", limit=200, **({"cursor": cursor} if cursor else {}))
            found |= {
                each["id"]: len(each["reports"]) for each in page["cases"] if each["state"] != "decided"
            }
            cursor = page.get("cursor")
            if not cursor:
                return found
        raise AssertionError("the list has no end")

    def tally(self, decisions: Sequence[Deed]) -> dict[str, int]:
        log = {each["decision"]["id"]: each["applied"] for each in self._server.control("log")["decisions"]}
        for member_id in {each.member_id for each in decisions if isinstance(each, ReporterWarning)}:
            told = self._server.get(f"/v1/members/{member_id}/inbox", limit=200)["messages"]
            log |= Counter(each["decision_id"] for each in told)
        return {each.id: log.get(each.id, 0) for each in decisions}

    def powerless(self) -> str:
        return "nobody"

    def close(self) -> None:
        """The next test begins anew by itself."""

    @cached_property
    def _guideline(self) -> str:
        return str(self.item("c-word")["reports"][0]["guideline"])

    def item(self, case_id: str) -> Any:
        """A case as another moderator is told it."""
        return self._server.case(case_id)
