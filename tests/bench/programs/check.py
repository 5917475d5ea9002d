# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: 2026 The x86-on-arm conformance authors
import django
from django.conf import settings
from django.core.management import call_command

urlpatterns = []
settings.configure(
    SECRET_KEY="none",
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[
        "django.contrib." + app
        for app in ("auth", "contenttypes", "sessions", "messages", "staticfiles")
    ],
    STATIC_URL="static/",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
)
django.setup()
call_command("check")
