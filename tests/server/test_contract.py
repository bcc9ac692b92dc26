"""resources/openapi.yaml is valid, and the server does what it says: no more, no less."""

import re
from typing import Any

import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, seed, settings
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import positive_data_acceptance

from moderator_desk.server.problems import TITLES
from tests.fixtures_server import ROOT, PlatformServer

CONTRACT = yaml.safe_load((ROOT / "resources" / "openapi.yaml").read_text(encoding="utf-8"))
# what refuses a bad request here; 410 is a cursor, 412 a version and 413 a length that does not do
REFUSALS = [400, 401, 403, 404, 405, 409, 410, 412, 413, 422, 428]
CONFIG = {"checks": {"negative_data_rejection": {"expected-statuses": REFUSALS}}}
schema = schemathesis.openapi.from_dict(CONTRACT, config=schemathesis.Config.from_dict(CONFIG))
EXAMPLES = 25


def test_the_contract_is_valid() -> None:
    validate(CONTRACT)


def test_the_contract_lists_every_problem_of_the_server() -> None:
    assert set(CONTRACT["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]) == set(TITLES)


def test_the_server_knows_every_path_of_the_contract(platform: PlatformServer) -> None:
    for path, methods in CONTRACT["paths"].items():
        for method in set(methods) & {"get", "put", "post", "delete"}:
            answer = platform.ask(method.upper(), re.sub("{id}", "nothing", path), role="")
            assert answer.status_code == 401, path
            assert answer.json()["type"] == "sign-in"


@schema.parametrize()
@seed(20261123)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_nothing_is_undocumented(case: Any, platform_server: PlatformServer) -> None:
    case.call_and_validate(
        base_url=platform_server.url,
        headers={"Authorization": f"Bearer {platform_server.tokens['admin']}"},
        session=platform_server.session("admin"),
        # whether a well-formed request succeeds depends on the state: cursors, versions and ids must be real ones
        excluded_checks=[positive_data_acceptance],
    )
