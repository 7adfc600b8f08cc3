"""Addresses that say a name, for many people of the same name."""

from portal.shell.addresses import free


def test_the_name_itself_then_the_first_free_number() -> None:
    assert free("films", taken=set()) == "films"
    assert free("films", taken={"films", "films-3"}) == "films-2"
    assert free("films", taken={"films", "films-2"}, attempt=1) == "films-3"


def test_after_two_collisions_people_draw_and_stop_meeting() -> None:
    drawn = {free("films", taken={"films"}, attempt=2) for _ in range(40)}

    assert len(drawn) > 30
    assert all(address.removeprefix("films-").isdigit() for address in drawn)


def test_a_drawn_address_is_never_one_that_is_taken() -> None:
    taken = {f"films-{number}" for number in range(1000, 10000)} - {"films-4242"}

    assert free("films", taken=taken, attempt=3) == "films-4242"
