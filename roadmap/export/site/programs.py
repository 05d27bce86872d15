"""How often calendar programs look for changes.

Of programs that fetch from their maker's servers the figures are what users and makers report, checked in November
2026; Thunderbird's was seen by running it.
"""

from __future__ import annotations

from roadmap.export.words import Words


def programs(words: Words) -> list[tuple[str, str]]:
    """Each program with how soon a change shows in it."""
    return [
        (words.say("Outlook on the web, new Outlook"), words.say("about every 3 hours, at times more than a day")),
        (words.say("Outlook for Windows (classic)"), words.say("when it starts, then every 1 to 3 hours")),
        ("Google Calendar", words.say("every 4 to 24 hours")),
        ("Apple Calendar", words.say("as you choose: from every 5 minutes to weekly")),
        ("Thunderbird", words.say("as you choose: every half hour unless you change it")),
        ("Nextcloud", words.say("every 4 hours, as the calendar asks")),
        ("ICSx5 (Android)", words.say("as you choose")),
    ]
