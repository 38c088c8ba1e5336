"""The university of the local run, as a CAS server: `server.py SETTINGS`, where SETTINGS
is JSON with `port`, `page`, `folder`. Anybody in ../people.json signs in by their login,
with the password "university". It stops when its standard input closes.
"""

import json
import os
import secrets
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

PASSWORD = "university"
ORDER = json.loads(sys.argv[1])
with open(os.path.join(os.path.dirname(__file__), "..", "people.json"), encoding="utf-8") as file:
    PEOPLE = {person["login"]: person for person in json.load(file)}


def attributes(user, service):
    """What tickets say of somebody. Who has no number has the attribute all the same,
    as universities have it."""
    person = PEOPLE[user.get_username()]
    return {
        "studentNumber": person["studentNumber"],
        "familyName": person["familyName"],
        "givenName": person["givenName"],
        "mail": person["email"],
    }


def configure():
    """Django with nothing but CAS."""
    settings.configure(
        SECRET_KEY=secrets.token_urlsafe(),
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="mama_cas.urls",
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        USE_TZ=True,
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": os.path.join(ORDER["folder"], "cas.sqlite3"),
            }
        },
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.sessions",
            "mama_cas",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        STATIC_URL="/static/",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MAMA_CAS_SERVICES=[{"SERVICE": f"^{ORDER['page']}", "CALLBACKS": ["__main__.attributes"]}],
    )
    django.setup()
    call_command("migrate", verbosity=0)


def enrol():
    """Everybody in people.json."""
    from django.contrib.auth.models import User

    for person in PEOPLE.values():
        user, _ = User.objects.get_or_create(
            username=person["login"], first_name=person["givenName"], last_name=person["familyName"]
        )
        user.set_password(PASSWORD)
        user.save()


class Quiet(WSGIRequestHandler):
    """Logs nothing: addresses have tickets in them."""

    def log_message(self, format, *args):
        pass


class Server(ThreadingMixIn, WSGIServer):
    """Answers several at once."""

    daemon_threads = True


def main():
    """Serves until standard input closes."""
    configure()
    enrol()
    server = make_server("127.0.0.1", ORDER["port"], get_wsgi_application(), Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
