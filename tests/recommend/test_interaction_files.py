"""Files of interactions as people have them, whole or broken."""

import gzip
import json

import polars as pl
import pytest
from click.testing import CliRunner

from frontrow.commands.interactions import command
from frontrow.errors import UserError
from frontrow.recommend.data.convert import convert
from frontrow.recommend.data.files import log_of, read, write

GOOD = "user_id,item_id,event,timestamp,value\nada,x,view,20,\nbo,y,dwell,10,3.5\nada,z,,30,1\n"


def put(tmp_path, text, name="events.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_csv_is_read_in_order_of_time(tmp_path):
    frame = read(put(tmp_path, GOOD))
    assert frame.rows() == [
        ("bo", "y", "dwell", 10.0, 3.5),
        ("ada", "x", "view", 20.0, None),
        ("ada", "z", "view", 30.0, 1.0),
    ]
    log = log_of(frame)
    assert (log.users, log.items) == (("ada", "bo"), ("x", "y", "z"))
    assert [log.items[n] for n in log.item] == ["y", "x", "z"]


def test_event_and_value_may_be_missing_and_ids_keep_their_zeros(tmp_path):
    frame = read(put(tmp_path, "item_id,timestamp,user_id\n007,5,0042\n"))
    assert frame.rows() == [("0042", "007", "view", 5.0, None)]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        gzip.compress(GOOD.encode()),
        GOOD.replace("ada,x", '"ada","x"'),
        GOOD.replace("ada,x,view,20,", " ada , x , view , 20 ,"),
    ],
    ids=["byte order mark", "Windows lines", "gzip", "quotes", "spaces"],
)
def test_harmless_oddities_are_read_alike(tmp_path, text):
    assert read(put(tmp_path, text)).equals(read(put(tmp_path, GOOD, "good.csv")))


@pytest.mark.parametrize("name", ["again.parquet", "again.csv", "again.csv.gz"])
def test_what_is_written_is_read_back(tmp_path, name):
    frame = read(put(tmp_path, GOOD))
    write(frame, tmp_path / name)
    assert read(tmp_path / name).equals(frame)


def test_parquet_with_real_types_is_read(tmp_path):
    table = pl.DataFrame({"user_id": [7], "item_id": [9], "timestamp": ["2026-11-22T10:00:00"]})
    table.with_columns(pl.col("timestamp").str.to_datetime()).write_parquet(tmp_path / "typed.parquet")
    assert read(tmp_path / "typed.parquet").rows() == [("7", "9", "view", 1795341600.0, None)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "neither CSV nor Parquet: empty CSV"),
        ("user_id,item_id,timestamp\n", "holds no interactions"),
        ("user,item,time\na,b,1\n", "has no column user_id"),
        (GOOD.replace("20", "yesterday"), "row 1 has a timestamp that is no number"),
        (GOOD.replace("20", "inf"), "row 1 has a timestamp that is no number"),
        (GOOD.replace("20", "1795341600000"), "row 1 has a timestamp in milliseconds"),
        (GOOD.replace("dwell", "sniff"), "row 2 has an event that is none of view, dwell"),
        (GOOD.replace("bo,", ","), "row 2 has an empty user_id"),
        (GOOD.replace("3.5", "much"), "row 2 has a value that is no number"),
        (GOOD + "ada,x,view,20,1,2,3\n", "neither CSV nor Parquet"),
        (bytes(range(256)) * 40, "neither CSV nor Parquet"),
        (b"PAR1 but torn", "neither CSV nor Parquet"),
        (b"\x1f\x8b\x08 torn", "neither CSV nor Parquet"),
        ("user_id,item_id,timestamp,timestamp\na,b,1,2\n", "names the column timestamp twice"),
    ],
)
def test_a_broken_file_is_named_with_what_is_wrong(tmp_path, text, told):
    path = put(tmp_path, text)
    with pytest.raises(UserError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path / "none.csv")
    with pytest.raises(UserError, match="cannot be read"):
        read(tmp_path)
    with pytest.raises(UserError, match="cannot be read"):
        convert(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("text", "shape", "rows"),
    [
        ("1 10 11\n2 11\n", "lists", [("1", "10", 0.0), ("2", "11", 0.0), ("1", "11", 1.0)]),
        ("ada\tx\ty\n", "lists", [("ada", "x", 0.0), ("ada", "y", 1.0)]),
        (
            "user_id:token\titem_id:token\trating:float\ttimestamp:float\n196\t242\t3\t881250949\n",
            "recbole",
            [("196", "242", 881250949.0)],
        ),
        (
            "customer.id;outfit.id;rentalPeriod.start;rentalPeriod.end\n05238;o.9;2018-05-25;2018-05-28\n",
            "table",
            [("05238", "o.9", 1527206400.0)],
        ),
        ("buyer,sku,when_ts\na,b,1527206400500\n", "table", [("a", "b", 1527206400.5)]),
        ("userId|productId|date\na|b|2018-05-25 00:00:01\n", "table", [("a", "b", 1527206401.0)]),
        ("userId,asin,time\na,b,2018-05-25T02:00:00+02:00\n", "table", [("a", "b", 1527206400.0)]),
    ],
    ids=["lists", "lists with tabs", "RecBole", "Vibrent", "milliseconds", "dates with times", "time zones"],
)
def test_other_shapes_are_recognised(tmp_path, text, shape, rows):
    found = convert(put(tmp_path, text))
    assert found.shape == shape
    assert found.frame.select("user_id", "item_id", "timestamp").rows() == rows
    write(found.frame, tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")["user_id"].to_list() == [row[0] for row in rows]


def test_ratings_are_kept_as_values_and_incomplete_rows_are_counted(tmp_path):
    found = convert(put(tmp_path, "user,item,rating,time\na,b,4,1\n,b,5,2\na,,5,3\na,b,5,\na,c,x,9\n"))
    assert found.frame["value"].to_list() == [4.0, None]
    assert found.dropped == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no user with items"),
        ("who,what,when\na,b,3\n", "which column is the user"),
        ("user,item,time\na,b,soon\n", "no row has a user, an item and a time"),
        (b"\xff\xfe\x00bad", "not text in UTF-8"),
        ("1 10,11 12\n", "line 1 has commas"),
    ],
)
def test_what_cannot_be_converted_is_named(tmp_path, text, told):
    with pytest.raises(UserError, match=told):
        convert(put(tmp_path, text))


def test_a_column_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UserError, match="has no column when; it has user, item, time"):
        convert(put(tmp_path, "user,item,time\na,b,3\n"), time="when")


def test_the_command_says_what_it_made(tmp_path):
    source = put(tmp_path, "user,item,time\na,b,3\na,c,4\nb,,5\n")
    out = tmp_path / "out.parquet"
    ran = CliRunner().invoke(command, ["convert", str(source), "-o", str(out), "--event", "save", "--json"])
    assert json.loads(ran.stdout) == {
        "file": str(out), "shape": "table", "events": 2, "users": 1, "items": 2, "dropped": 1,
    }  # fmt: skip
    assert read(out)["event"].to_list() == ["save", "save"]
    told = CliRunner().invoke(command, ["convert", str(source), "-o", str(out)]).stdout
    assert "2 events, 1 users, 2 items" in told and "1 incomplete" in told
    wrong = CliRunner().invoke(command, ["convert", str(source), "-o", str(out), "--event", "sniff"])
    assert isinstance(wrong.exception, UserError)


def test_a_dismissal_is_no_positive(tmp_path):
    path = tmp_path / "some.csv"
    path.write_text("user_id,item_id,event,timestamp\nada,a,save,1\nada,b,dismiss,2\nbo,a,linger,3\n")
    assert log_of(read(path)).items == ("a",)


def test_a_tables_own_events_are_kept_unless_every_row_is_said_to_be_something(tmp_path):
    path = put(tmp_path, "user_id,item_id,event,timestamp\nada,x,purchase,20\nbo,y,,30\n")
    assert convert(path).frame["event"].to_list() == ["purchase", "view"]
    assert convert(path, event="save").frame["event"].to_list() == ["save", "save"]
    with pytest.raises(UserError, match="has an event 'bought', which is none of view"):
        convert(put(tmp_path, "user_id,item_id,event,timestamp\nada,x,bought,20\n"))


def test_times_that_cannot_be_read_are_shown(tmp_path):
    with pytest.raises(UserError, match="the first time is 'yesterday'"):
        convert(put(tmp_path, "user_id,item_id,timestamp\nada,x,yesterday\n"))
    with pytest.raises(UserError, match="a header and no rows"):
        convert(put(tmp_path, "user_id,item_id,timestamp\n"))
