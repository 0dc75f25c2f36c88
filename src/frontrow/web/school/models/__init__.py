"""What a class is made of."""

from frontrow.web.school.models.course import Course, Student
from frontrow.web.school.models.critique import Pin
from frontrow.web.school.models.rubric import Criterion, Mark, Remark
from frontrow.web.school.models.work import Work

__all__ = ["Course", "Criterion", "Mark", "Pin", "Remark", "Student", "Work"]
