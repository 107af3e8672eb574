"""The files of `deploy/`: who gets which secret, who reaches whom, and only commands that exist."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings

DEPLOY = Path(__file__).parents[1] / "deploy"
TOKENS = {"SERATUS_TELEGRAM_TOKEN", "SERATUS_WHATSAPP_TOKEN"}
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
PARTS = ("door", "engine", "sender", "desk")


def manifests() -> Iterator[dict[str, Any]]:
    """Every object of the Kubernetes files."""
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")):
        yield from yaml.safe_load_all(path.read_text())


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each pod by the name of what makes it."""
    for each in manifests():
        if each["kind"] in ("Deployment", "Job"):
            yield each["metadata"]["name"], each["spec"]["template"]["spec"]


def commands() -> set[str]:
    """What `seratus` knows."""
    return set(get_command(app).commands)  # type: ignore[attr-defined]


def test_every_part_runs_a_command_that_exists() -> None:
    """In compose and in Kubernetes, doors, engines and senders two each."""
    named = {SERVICES[name]["command"][0] for name in (*PARTS, "migrate")}
    named |= {pod["containers"][0]["args"][0] for _, pod in pods()}
    assert named == {*PARTS, "migrate"} <= commands()
    replicas = {name: SERVICES[name].get("deploy", {}).get("replicas") for name in PARTS}
    assert replicas == {"door": 2, "engine": 2, "sender": 2, "desk": None}


def test_only_the_sender_is_given_tokens() -> None:
    """Whoever reads messages or shows pages cannot speak for us."""
    given = {
        name for name, service in SERVICES.items() if TOKENS & set(service.get("environment", {}))
    }
    assert given == {"sender"}
    secret = {
        name
        for name, pod in pods()
        if {"secretRef": {"name": "seratus-tokens"}} in pod["containers"][0]["envFrom"]
    }
    assert secret == {"sender"}


def test_the_door_gets_its_own_key_file_alone() -> None:
    """What it holds opens nothing."""
    assert SERVICES["door"]["volumes"] == ["./keys/seratus.door.keys:/keys/seratus.door.keys:ro"]
    secrets = {
        name: [each["secret"]["secretName"] for each in pod["volumes"] if "secret" in each]
        for name, pod in pods()
    }
    assert secrets["door"] == ["seratus-door-keys"]
    assert {*secrets} == {*PARTS, "migrate"}


def test_doors_and_engines_have_no_way_out() -> None:
    """Their networks are internal; in Kubernetes only senders may leave, and not to inner nets."""
    inner = {name for name, net in COMPOSE["networks"].items() if (net or {}).get("internal")}
    for name in ("door", "engine", "desk", "database"):
        assert set(SERVICES[name]["networks"]) <= inner
    policies = [each for each in manifests() if each["kind"] == "NetworkPolicy"]
    leaving = [
        each["spec"]["podSelector"]["matchLabels"].get("part")
        for each in policies
        for rule in each["spec"].get("egress", [])
        if any("ipBlock" in peer for peer in rule["to"])
    ]
    assert leaving == ["sender"]
    (nobody,) = [each for each in policies if each["metadata"]["name"] == "nobody"]
    assert nobody["spec"]["policyTypes"] == ["Ingress", "Egress"]
    assert "egress" not in nobody["spec"]


def test_the_proxy_passes_only_webhooks_and_desk() -> None:
    """Simulator, metrics and readiness stay inside."""
    handled = [
        line.split()[1]
        for line in (DEPLOY / "Caddyfile").read_text().splitlines()
        if line.strip().startswith("handle ") and line.split()[1] != "{"
    ]
    assert handled == ["/telegram/webhook", "/whatsapp/webhook", "/meja*"]


@pytest.mark.parametrize("name", PARTS)
def test_containers_are_read_only_and_unprivileged(name: str) -> None:
    """A broken part can write nothing but its data."""
    assert SERVICES[name]["read_only"]
    assert SERVICES[name]["cap_drop"] == ["ALL"]
    pod = dict(pods())[name]
    assert pod["securityContext"]["runAsNonRoot"]
    for each in [*pod["containers"], *pod["initContainers"]]:
        assert each["securityContext"]["readOnlyRootFilesystem"]
        assert each["securityContext"]["capabilities"] == {"drop": ["ALL"]}


@pytest.mark.parametrize("part", ["desk", "door"])
def test_the_web_hears_from_the_proxy_whose_address_it_is(part: str) -> None:
    """Else all officers share one address and its tries of entry, and no stranger is told 429."""
    assert SERVICES[part]["environment"]["FORWARDED_ALLOW_IPS"] == "*"
    believed = {"name": "FORWARDED_ALLOW_IPS", "value": "*"}
    assert believed in dict(pods())[part]["containers"][0].get("env", [])


def test_every_setting_is_one_that_seratus_knows() -> None:
    """An unknown SERATUS_* setting is refused at start."""
    texts = [
        path.read_text()
        for path in [*DEPLOY.rglob("*.yaml"), DEPLOY / "Dockerfile", DEPLOY / "seratus.service"]
    ]
    texts.append((DEPLOY / "example.env").read_text())
    words = {
        word.strip("${}:=\"',[]").split(":")[0].split("=")[0].split("}")[0]
        for text in texts
        for word in text.replace("=", " ").replace("{", " ").split()
        if "SERATUS_" in word
    }
    known = {f"SERATUS_{name.upper()}" for name in Settings.model_fields} | {"SERATUS_DOMAIN"}
    assert {each for each in words if each.startswith("SERATUS_")} <= known


def test_empty_settings_are_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose hands on what is not filled in as an empty text."""
    monkeypatch.setenv("SERATUS_TELEGRAM_TOKEN", "")
    monkeypatch.setenv("SERATUS_WHATSAPP_APP_SECRET", "")
    settings = Settings(_env_file=None)
    assert settings.telegram_off
    assert settings.whatsapp_off


def test_each_process_enters_the_database_as_itself() -> None:
    """And only the migration as the owner of the tables."""
    roles = {"migrate": "seratus", **{part: f"seratus_{part}" for part in PARTS}}
    for name, role in roles.items():
        url = SERVICES[name]["environment"]["SERATUS_DATABASE_URL"]
        assert url.partition("://")[2].partition(":")[0] == role
    given = {
        each["metadata"]["name"]: each["stringData"]["SERATUS_DATABASE_URL"]
        for each in manifests()
        if "SERATUS_DATABASE_URL" in each.get("stringData", {})
    }
    for name, pod in pods():
        (secret,) = [
            each["secretRef"]["name"]
            for each in pod["containers"][0]["envFrom"]
            if each["secretRef"]["name"] in given
        ]
        assert given[secret].partition("://")[2].partition(":")[0] == roles[name]
    script = (DEPLOY / "postgresql/roles.sh").read_text()
    assert f"for part in {' '.join(PARTS)}; do" in script


def probes() -> Iterator[tuple[str, str, int]]:
    """Each probe of a pod: whose, path, port."""
    for name, pod in pods():
        for container in pod["containers"]:
            for kind in ("readinessProbe", "livenessProbe"):
                if kind in container:
                    asked = container[kind]["httpGet"]
                    yield name, asked["path"], asked["port"]


def test_every_part_is_probed_where_it_answers() -> None:
    """Doors and desk on their web side, engines and senders on the port of their metrics."""
    paths = {"/healthz", "/readyz"}
    ports = {"door": 8000, "desk": 8000, "engine": 9100, "sender": 9100}
    found = list(probes())
    assert {(name, path) for name, path, _ in found} == {(n, p) for n in PARTS for p in paths}
    assert all(port == ports[name] for name, _, port in found)
    for name, pod in pods():
        if name in PARTS:
            (container,) = pod["containers"]
            assert container["ports"] == [{"name": "metrics", "containerPort": ports[name]}]
    for name in ("engine", "sender"):
        assert ":9100/healthz" in SERVICES[name]["healthcheck"]["test"][-1]
        assert SERVICES[name]["environment"]["SERATUS_METRICS_PORT"] == "9100"


def test_prometheus_asks_every_part() -> None:
    """Each by its own port, with the secret; in a cluster, whose namespace may come in."""
    (job,) = yaml.safe_load((DEPLOY / "prometheus/prometheus.yaml").read_text())["scrape_configs"]
    asked = {(name, each["port"]) for each in job["dns_sd_configs"] for name in each["names"]}
    assert asked == {("door", 8000), ("desk", 8000), ("engine", 9100), ("sender", 9100)}
    assert job["authorization"]["credentials_file"] in str(SERVICES["prometheus"]["volumes"])
    (other,) = yaml.safe_load((DEPLOY / "prometheus/kubernetes.yaml").read_text())["scrape_configs"]
    assert (other["job_name"], job["job_name"]) == ("seratus", "seratus")  # the alerts name it
    (policy,) = [each for each in manifests() if each["metadata"]["name"] == "metrics"]
    assert policy["spec"]["ingress"][0]["ports"] == [{"port": 8000}, {"port": 9100}]


def test_only_who_keeps_pictures_knows_the_bucket() -> None:
    """Neither doors nor engines."""
    given = {
        name
        for name, service in SERVICES.items()
        if "SERATUS_S3_SECRET_KEY" in service.get("environment", {})
    }
    secret = {
        name
        for name, pod in pods()
        if {"secretRef": {"name": "seratus-files"}} in pod["containers"][0]["envFrom"]
    }
    assert given == secret == {"sender", "desk"}


def test_the_image_runs_as_nobody_special() -> None:
    """The user of the image is the pods', and what it writes to belongs to it."""
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    assert "USER seratus" in lines
    assert any("--uid 10001" in line for line in lines)
    assert {pod["securityContext"]["runAsUser"] for _, pod in pods()} == {10001}
    assert SERVICES["prometheus"]["user"] != "root"
    copied = {
        name
        for line in lines
        if line.startswith("COPY ") and "--from" not in line
        for name in line.split()[1:-1]
    }
    assert {"LICENSE", "NOTICE"} <= copied  # the wheel holds them only where they lie beside it
    assert {"program", "conversations", "storage", "bot", "desk", "locales"} <= copied


def test_the_service_of_one_computer_runs_a_command_that_exists() -> None:
    """With a backup a day, data and keys apart, and nothing but its own folder to write to."""
    unit = (DEPLOY / "seratus.service").read_text()
    (start,) = [line for line in unit.splitlines() if line.startswith("ExecStart=")]
    assert start.split()[-1] in commands()
    for line in ("SERATUS_BACKUP_DAILY=true", "ProtectSystem=strict", "StateDirectory=seratus"):
        assert line in unit


TOOLS = ("dirname", "mktemp", "sed", "rm", "cat")  # of the shell, that the check itself needs


def _checked(folder: Path, **linters: str) -> subprocess.CompletedProcess[str]:
    """`deploy/check` on a computer with these linters, each a shell script, and no others."""
    folder.mkdir()
    for each in TOOLS:
        (folder / each).symlink_to(str(which(each)))
    for name, does in linters.items():
        (folder / name).write_text(f"#!/bin/sh\n{does}\n")
        (folder / name).chmod(0o700)
    command = [str(which("sh")), str(DEPLOY / "check")]
    return subprocess.run(
        command, env={"PATH": str(folder)}, capture_output=True, text=True, check=False
    )


def test_linters_that_are_missing_are_named_and_a_finding_fails(tmp_path: Path) -> None:
    """Nobody takes a check that did not run for one that found nothing."""
    none = _checked(tmp_path / "none")
    assert none.returncode == 0
    assert {line.split()[0] for line in none.stdout.splitlines()} == {"missing"}
    some = _checked(tmp_path / "some", caddy="exit 0", shellcheck="echo in line 6; exit 1")
    assert some.returncode == 1
    assert "fine      caddy: Caddyfile" in some.stdout
    assert "FOUND     shellcheck: shell scripts\nin line 6\n" in some.stdout
