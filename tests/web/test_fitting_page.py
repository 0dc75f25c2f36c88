"""The fitting room's page, before any script has run."""

from django.test import Client


def test_the_room_shows_the_looks_of_its_address_in_their_order(visitor: Client) -> None:
    page = visitor.get("/en/fitting/?look=serein-02,ondo-01").content.decode()
    assert '"chosen": ["serein-02", "ondo-01"]' in page
    assert page.index('name="look" value="serein-02"') < page.index('name="look" value="ondo-01"')


def test_a_form_without_scripts_adds_a_look_beside_those_chosen(visitor: Client) -> None:
    page = visitor.get("/en/fitting/?look=serein-02&look=ondo-01").content.decode()
    assert '"chosen": ["serein-02", "ondo-01"]' in page


def test_no_more_than_three_looks_and_none_that_is_not_shown(visitor: Client) -> None:
    page = visitor.get("/en/fitting/?look=nobody,<b>,serein-01,serein-02,ondo-01,ondo-02").content.decode()
    assert '"chosen": ["serein-01", "serein-02", "ondo-01"]' in page
    assert "<b>" not in page


def test_the_size_charts_are_there_without_scripts(visitor: Client) -> None:
    page = visitor.get("/en/fitting/").content.decode()
    assert "<noscript>" in page and "drawn for 168 cm" in page and "drawn for 180 cm" in page
    assert '<tr><th scope="row">M</th><td>90</td><td>72</td><td>98</td></tr>' in page


def test_the_room_speaks_chinese(visitor: Client) -> None:
    page = visitor.get("/zh-hans/fitting/?look=serein-01").content.decode()
    assert "试衣间" in page and "忘记我的尺寸" in page and "Forget my measures" not in page


def test_the_page_of_a_look_leads_to_the_room(visitor: Client) -> None:
    assert "/en/fitting/?look=serein-01" in visitor.get("/en/looks/serein-01/").content.decode()
