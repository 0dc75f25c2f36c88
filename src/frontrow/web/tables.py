"""Every table of the site, and what it has to do with a visitor. One that is not named here fails a test.

A room that gains a table says here what becomes of it when somebody has herself erased; the test plants her in it and
looks for what is left.
"""

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """NOBODY: it is about the season or the site, nothing in it came from a visitor. ERASED: rows of hers go, or lose
    all that tells of her, with *Erase everything*. ACCOUNT: it belongs to an account and goes when that is closed.
    DESK: what those responsible wrote or did; it loses their names with their account. BILL: tax law has it kept, less
    what no bill needs. TERM: nobody can be found in it by what we know of her; it goes by its term.
    """

    NOBODY = "nobody"
    ERASED = "erased"
    ACCOUNT = "account"
    DESK = "desk"
    BILL = "bill"
    TERM = "term"


@dataclass(frozen=True)
class Table:
    """how: what becomes of rows about her. term: the name of the retention term that clears it, if one does."""

    how: How
    term: str = ""


NOBODY, ERASED, ACCOUNT, DESK = Table(How.NOBODY), Table(How.ERASED), Table(How.ACCOUNT), Table(How.DESK)

TABLES: dict[str, Table] = {
    # Django's own, and allauth's
    "admin.LogEntry": Table(How.DESK, "audit of staff"),
    "auth.Group": NOBODY,
    "auth.Group_permissions": NOBODY,
    "auth.Permission": NOBODY,
    "auth.User": ACCOUNT,
    "auth.User_groups": ACCOUNT,
    "auth.User_user_permissions": ACCOUNT,
    "account.EmailAddress": ACCOUNT,
    "account.EmailConfirmation": ACCOUNT,
    "mfa.Authenticator": ACCOUNT,
    "usersessions.UserSession": Table(How.ACCOUNT, "sessions"),
    "contenttypes.ContentType": NOBODY,
    "django_tasks_database.DBTaskResult": Table(How.ERASED, "mails"),
    "sessions.Session": Table(How.ERASED, "sessions"),
    # ours
    "audit.AuditRow": Table(How.DESK, "audit"),
    "desk.Message": Table(How.ERASED, "desk"),
    "desk.Opening": NOBODY,
    "desk.Reply": NOBODY,
    "desk.Talk": Table(How.ERASED, "desk"),
    "commons.Joint": NOBODY,
    "commons.Offer": NOBODY,  # a house's, with its credit
    "commons.Part": DESK,
    "commons.Pooled": NOBODY,  # counts with noise
    "commons.Use": DESK,
    "commons.Version": NOBODY,
    "fitting.SizeAsset": NOBODY,
    "fitting.SizeRun": NOBODY,
    "insight.Released": NOBODY,  # counts with noise
    "insight.Timetable": NOBODY,
    "insight.Trial": NOBODY,
    "keys.ApiKey": DESK,
    "keys.Hook": DESK,
    "keys.Telling": Table(How.TERM, "tellings"),
    "moderation.Case": Table(How.ERASED, "cases"),
    "moderation.Trusted": DESK,
    "people.Invitation": Table(How.TERM, "invitations"),
    "people.Membership": ACCOUNT,
    "reach.Reminder": Table(How.ERASED, "reminders"),
    "rules.Rule": NOBODY,
    "rules.RuleChange": DESK,
    "school.Course": Table(How.ACCOUNT, "classes"),
    "school.Criterion": Table(How.ACCOUNT, "classes"),
    "school.Mark": Table(How.ERASED, "classes"),
    "school.Pin": Table(How.ERASED, "classes"),
    "school.Remark": Table(How.ERASED, "classes"),
    "school.Student": Table(How.ERASED, "classes"),
    "school.Work": Table(How.ERASED, "classes"),
    "season.Cloth": NOBODY,
    "season.Collection": NOBODY,
    "season.Garment": NOBODY,
    "season.House": NOBODY,
    "season.Look": NOBODY,
    "season.Pattern": NOBODY,
    "season.Season": NOBODY,
    "shop.BagLine": Table(How.ERASED, "bags"),
    "shop.Heard": Table(How.TERM, "payments heard"),
    "shop.Market": NOBODY,
    "shop.Order": Table(How.BILL, "bills"),
    "shop.OrderLine": Table(How.BILL, "bills"),
    "shop.Payment": Table(How.BILL, "bills"),
    "shop.Price": NOBODY,
    "shop.Refund": Table(How.BILL, "bills"),
    "shop.Return": Table(How.BILL, "bills"),
    "shop.ReturnLine": Table(How.BILL, "bills"),
    "shop.Saved": Table(How.ERASED, "bags"),
    "shop.TaxRate": NOBODY,
    "shop.TestCharge": Table(How.TERM, "test bank"),
    "shop.Variant": NOBODY,
    "shows.Place": NOBODY,
    "shows.Show": NOBODY,
    "sponsors.Campaign": NOBODY,
    "sponsors.Counted": Table(How.TERM, "sponsor-showings"),
    "sponsors.Creative": NOBODY,
    "sponsors.DayFigures": NOBODY,  # counts with noise
    "sponsors.Learnt": NOBODY,  # of showings that nobody can be tied to
    "sponsors.PlaceSetting": NOBODY,
    "sponsors.Sponsor": NOBODY,
    "sponsors.Tally": NOBODY,
    "stories.Applause": Table(How.ERASED, "applause"),
    "stories.Author": ERASED,
    "stories.Picture": ERASED,
    "stories.Story": ERASED,
    "stories.Story_looks": ERASED,
    "studio.LookAsset": NOBODY,
    "takeaway.Terms": NOBODY,
    "studio.PatternUpload": Table(How.ERASED, "patterns"),
}
