"""How looks were judged: line by line, and as a table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from frontrow.web.school.models import Course, Criterion, Work
from frontrow.web.spreadsheet import as_csv


@dataclass(frozen=True)
class Line:
    """points: given for the criterion, of its own; None where it is not judged yet."""

    criterion: Criterion
    points: int | None


@dataclass(frozen=True)
class Judged:
    """A look by the rubric of its class. total, most: points. any: whether something is judged at all."""

    lines: list[Line]

    @property
    def total(self) -> int:
        return sum(line.points or 0 for line in self.lines)

    @property
    def most(self) -> int:
        return sum(line.criterion.points for line in self.lines)

    @property
    def any(self) -> bool:
        return any(line.points is not None for line in self.lines)


def judged(work: Work) -> Judged:
    """Every criterion of the class, with the points of this look."""
    given = {mark.criterion_id: mark.points for mark in work.marks.all()}
    return Judged([Line(each, given.get(each.pk)) for each in work.student.course.criteria.all()])


def looks_of(course: Course) -> list[Work]:
    """Every look of the class, by nickname."""
    works = Work.objects.filter(student__course=course).select_related("student__course", "remark")
    return list(works.prefetch_related("marks", "pins__by").order_by("student__folded", "at"))


def grades_csv(course: Course) -> str:
    """A row for each look."""
    criteria = list(course.criteria.all())
    heads = [_("nickname"), _("look"), _("place"), *(f"{each.title} ({each.points})" for each in criteria)]
    rows = [[*heads, _("total"), _("words")]]
    for work in looks_of(course):
        found = judged(work)
        points = ["" if line.points is None else str(line.points) for line in found.lines]
        remark = getattr(work, "remark", None)
        total = str(found.total) if found.any else ""
        rows.append(
            [work.student.nickname, work.title, str(work.place or ""), *points, total, remark.text if remark else ""]
        )
    return as_csv(rows)


def critique_csv(course: Course) -> str:
    """A row for each remark."""
    rows = [[_("look"), _("by"), _("kind"), _("where"), _("remark"), _("seen to"), _("when")]]
    for work in looks_of(course):
        rows += [
            [
                f"{work.student.nickname}: {work.title}",
                pin.by.nickname if pin.by else _("teacher"),
                pin.get_kind_display(),
                f"{pin.get_side_display()}, {pin.get_height_display()}",
                pin.text,
                _("yes") if pin.done else "",
                pin.at.isoformat(timespec="minutes"),
            ]
            for pin in work.pins.all()
        ]
    return as_csv(rows)
