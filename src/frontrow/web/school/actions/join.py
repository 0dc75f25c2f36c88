"""A student comes into a class with its code and a nickname, and comes back with her word."""

import unicodedata

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from frontrow.errors import UserError
from frontrow.web.audit.actor import Actor
from frontrow.web.audit.record import record
from frontrow.web.school.member import going
from frontrow.web.school.models import Course, Student


class NoSuchClass(UserError):
    """Nothing has this code."""


class WrongWord(UserError):
    """The class is there; nickname and word do not belong together."""


MOST = 80  # students of a class
LEAST, LONGEST = 2, 24  # signs of a nickname


@transaction.atomic
def join(actor: Actor, code: str, nickname: str) -> Student:
    """Raises UserError: there is no such class, it takes nobody in, or the nickname will not do."""
    course = course_of(code)
    if there := course.students.filter(holder=actor.holder).first():
        return there
    if not course.joining:
        raise UserError(_("This class takes nobody in at the moment; ask your teacher."))
    if course.students.count() >= MOST:
        raise UserError(_("This class is full."))
    nickname = named(course, nickname)
    try:
        with transaction.atomic():
            student = Student.objects.create(
                course=course, nickname=nickname, folded=nickname.casefold(), holder=actor.holder
            )
    except IntegrityError:  # a second click, or somebody else with the same nickname, was faster
        if there := course.students.filter(holder=actor.holder).first():
            return there
        raise UserError(_taken()) from None
    record(actor, "join_class", f"course:{course.pk}")
    return student


@transaction.atomic
def come_back(actor: Actor, code: str, nickname: str, word: str) -> Student:
    """She was here with another browser: this one takes its place. Raises UserError."""
    course = course_of(code)
    student = course.students.filter(folded=plain(nickname).casefold()).first()
    if student is None or student.word != word.strip().lower():
        raise WrongWord(_("Nickname and word do not belong together; your teacher can tell you the word."))
    if course.students.filter(holder=actor.holder).exclude(pk=student.pk).exists():
        raise UserError(_("This browser is in the class under another nickname already."))
    student.holder = actor.holder
    student.save(update_fields=["holder"])
    record(actor, "come_back", f"course:{course.pk}")
    return student


def course_of(code: str) -> Course:
    """The class that a code opens, however it was typed. Raises UserError."""
    course: Course | None = going().filter(code=typed(code)).first()
    if course is None:
        raise NoSuchClass(_("No class has this code; look at it once more."))
    return course


def typed(code: str) -> str:
    """A code as it is kept, however it was typed."""
    return "".join(code.split()).replace("-", "").lower()


def named(course: Course, nickname: str, besides: Student | None = None) -> str:
    """The nickname as it is kept. Raises UserError when it will not do or is taken."""
    nickname = plain(nickname)
    if not LEAST <= len(nickname) <= LONGEST or not any(sign.isalnum() for sign in nickname):
        raise UserError(_("A nickname has 2 to 24 signs, letters among them."))
    if "@" in nickname or sum(sign.isdigit() for sign in nickname) > 4:
        raise UserError(_("Take a nickname, not an address or a number: nobody needs to know who you are."))
    others = course.students.exclude(pk=besides.pk) if besides else course.students.all()
    if others.filter(folded=nickname.casefold()).exists():
        raise UserError(_taken())
    return nickname


def _taken() -> str:
    return _("Somebody in this class has that nickname already; take another.")


def plain(text: str) -> str:
    """Without signs that cannot be seen or that turn the text around, and without runs of spaces."""
    text = unicodedata.normalize("NFKC", text)
    return " ".join("".join(sign for sign in text if unicodedata.category(sign)[0] != "C" or sign == " ").split())
