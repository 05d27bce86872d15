"""How often calendar programs look for changes.

Of programs that fetch from their maker's servers the figures are what users and makers report, checked in November
2026; Thunderbird's was seen by running it.
"""

from __future__ import annotations

from roadmap.export.words import Words


def programs(words: Words) -> list[tuple[str, str, str]]:
    """Each program with where to subscribe in it, and how soon a change shows there."""
    return [
        (
            words.say("Outlook on the web, new Outlook"),
            words.say("Add calendar, Subscribe from web; paste the address"),
            words.say("about every 3 hours, at times more than a day"),
        ),
        (
            words.say("Outlook for Windows (classic)"),
            words.say("Add calendar, From internet; paste the address"),
            words.say("when it starts, then every 1 to 3 hours"),
        ),
        (
            "Google Calendar",
            words.say("on a computer: Other calendars, From URL; paste the address"),
            words.say("every 4 to 24 hours"),
        ),
        (
            "iPhone, iPad, Mac",
            words.say("Subscribe, or the camera on the QR code"),
            words.say("as you choose: from every 5 minutes to weekly"),
        ),
        (
            "Thunderbird",
            words.say("New calendar, On the network; paste the address"),
            words.say("as you choose: every half hour unless you change it"),
        ),
        (
            "Nextcloud",
            words.say("New calendar, New subscription from link; paste the address"),
            words.say("every 4 hours, as the calendar asks"),
        ),
        ("ICSx5 (Android)", words.say("Subscribe, or the camera on the QR code"), words.say("as you choose")),
    ]
