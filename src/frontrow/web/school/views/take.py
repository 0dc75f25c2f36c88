"""What a teacher takes along before a class ends: marks as a table, all work as an archive."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from frontrow.web.school.archive import archived
from frontrow.web.school.grades import grades_csv
from frontrow.web.school.views.teach import course_of, teacher


@never_cache
@teacher
def marks(request: HttpRequest, code: str) -> HttpResponse:
    course = course_of(request, code)
    answer = HttpResponse(grades_csv(course), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="class-{course.code}.csv"'
    return answer


@never_cache
@teacher
def work(request: HttpRequest, code: str) -> FileResponse:
    course = course_of(request, code)
    return FileResponse(archived(course), as_attachment=True, filename=f"class-{course.code}.zip")
