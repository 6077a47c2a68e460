"""What docker-compose.yml and the image keep shut: networks, ports, secrets, rights, versions."""

import re
import tomllib
from pathlib import Path
from typing import Any

from tests.composition import OURS, PROJECT, SECRETS, SERVERS, WEB, Services, leaves

DOCKERFILE = (PROJECT / "Dockerfile").read_text()


def test_only_the_web_is_published_and_on_loopback_unless_asked(services: Services) -> None:
    assert [name for name, service in services.items() if "ports" in service] == [WEB]
    (port,) = services[WEB]["ports"]
    assert (port["host_ip"], port["target"]) == ("127.0.0.1", 8067)


def test_all_are_on_the_inner_network_and_two_have_a_way_out(composed: dict[str, Any]) -> None:
    assert composed["networks"]["internal"]["internal"] is True
    ways_out = {
        name: set(service["networks"]) - {"internal"}
        for name, service in composed["services"].items()
        if set(service["networks"]) != {"internal"}
    }
    assert ways_out == {WEB: {"front"}, "notify-worker": {"outside"}}
    assert all("internal" in service["networks"] for service in composed["services"].values())


def test_each_service_gets_the_secrets_that_it_names_and_no_other(services: Services) -> None:
    for name, service in services.items():
        files = {secret["target"] for secret in service.get("secrets", [])}
        named = set(leaves(service.get("environment", {})))
        if name in SERVERS:  # their scripts read the passwords of their own accord
            assert all("password" in file for file in files)
        else:
            assert files == {value for value in named if value.startswith(SECRETS)}, name


def test_no_secret_stands_in_the_file(composed: dict[str, Any], secrets: Path) -> None:
    made = {file.name for file in secrets.iterdir()}
    assert {name: set(secret) for name, secret in composed["secrets"].items()} == {n: {"name", "file"} for n in made}
    with_a_password = [value for value in leaves(composed) if re.search(r"://[^/\s]*:[^/\s]*@", value)]
    assert with_a_password == []
    direct = [
        name
        for service in composed["services"].values()
        for name in service.get("environment", {})
        if re.search("PASSWORD|SECRET|KEY", name) and not name.endswith("_FILE")
    ]
    assert direct == []


def test_every_image_is_pinned_by_a_tag_and_ours_by_the_version_of_the_project(services: Services) -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["version"]
    images = {name: service["image"] for name, service in services.items()}
    assert {image for name, image in images.items() if name not in SERVERS} == {f"kinerja:{version}"}
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    for image in (*images.values(), *bases):
        assert re.fullmatch(r"[a-z/]+:\d+\.\d+(\.\d+)?(-[a-z-]+)?", image), image
    assert f'version="{version}"' in DOCKERFILE


def test_every_service_runs_with_the_least_rights(services: Services) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert not service["user"].startswith(("0", "root")), name
        assert not service.get("privileged"), name


def test_every_lasting_service_has_a_health_check_and_is_started_again(services: Services) -> None:
    lasting = set(services) - {"migrate"}
    assert {name for name, service in services.items() if "healthcheck" in service} == lasting
    assert {name for name, service in services.items() if service["restart"] == "unless-stopped"} == lasting


def test_the_image_copies_every_package_that_a_command_names() -> None:
    copied = set(re.findall(r"^COPY (\w+) \w+$", DOCKERFILE, re.MULTILINE))
    assert {process.command[2].split(".")[0] for process in OURS} <= copied
    allowed = set(re.findall(r"^!(\w+)$", (PROJECT / ".dockerignore").read_text(), re.MULTILINE))
    assert copied == allowed
