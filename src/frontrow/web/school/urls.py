"""The addresses of this room: pages carry their language, roots do not."""

from django.urls import URLPattern, path

from frontrow.web.school.views import bench, door, lesson, room, show, take, teach, work

LOOK = "class/<slug:code>/looks/<slug:key>/"
TEACH = "backstage/classes/<slug:code>/"

pages: list[URLPattern] = [
    path("class/", door.door, name="classes"),
    path("class/<slug:code>/", room.room, name="class"),
    path("class/<slug:code>/begin/<slug:slug>/", bench.begin, name="class-begin"),
    path("class/<slug:code>/bring/", bench.bring, name="class-bring"),
    path("class/<slug:code>/show/", show.show, name="class-show"),
    path(LOOK, work.work, name="class-work"),
    path(f"{LOOK}progress/", work.progress, name="class-progress"),
    path(f"{LOOK}walk/", work.walk, name="class-walk"),
    path(f"{LOOK}erase/", work.erase, name="class-erase"),
    path(f"{LOOK}remarks/", work.pin_view, name="class-pin"),
    path(f"{LOOK}remarks/<int:number>/", work.pin_change, name="class-pin-change"),
    path("lessons/<slug:slug>/", lesson.lesson, name="lesson"),
    path("backstage/classes/", teach.classes, name="teach"),
    path(TEACH, teach.teach, name="teach-class"),
    path(f"{TEACH}switch/", teach.switch, name="teach-switch"),
    path(f"{TEACH}order/", teach.order, name="teach-order"),
    path(f"{TEACH}rubric/", teach.rubric, name="teach-rubric"),
    path(f"{TEACH}students/<int:number>/", teach.student, name="teach-student"),
    path(f"{TEACH}hand/", teach.hand, name="teach-hand"),
    path(f"{TEACH}erase/", teach.close, name="teach-close"),
    path(f"{TEACH}marks.csv", take.marks, name="teach-marks"),
    path(f"{TEACH}work.zip", take.work, name="teach-work"),
    path(f"{TEACH}looks/<slug:key>/", teach.judge, name="judge"),
]
roots: list[URLPattern] = [
    path("api/class/<slug:code>/timeline.json", show.timeline_json, name="class-timeline"),
    path("api/class/<slug:code>/looks/<slug:key>.json", work.work_json, name="class-work-json"),
]
