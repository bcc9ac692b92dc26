"""What pyproject.toml cannot say: resources/ lies beside the package and travels inside of it (settings.resource)."""

from setuptools import find_packages, setup

setup(
    packages=[*find_packages(include=["moderator_desk", "moderator_desk.*"]), "moderator_desk.resources"],
    package_dir={"moderator_desk.resources": "resources"},
    package_data={
        "moderator_desk": ["py.typed", "models/migrations/script.py.mako"],
        "moderator_desk.resources": ["**/*"],
    },
    include_package_data=False,
)
