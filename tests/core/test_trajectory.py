"""What calls cost, together."""

from planact.core.trajectory import Usage

CALL = Usage(prompt_tokens=10, completion_tokens=2, seconds=0.1)


def test_usages_add_up_part_by_part() -> None:
    assert CALL + Usage(prompt_tokens=1, completion_tokens=3, seconds=0.25) == Usage(
        prompt_tokens=11, completion_tokens=5, seconds=0.35
    )


def test_the_total_of_calls_is_their_sum_to_the_millisecond() -> None:
    assert Usage.total([CALL] * 3) == Usage(prompt_tokens=30, completion_tokens=6, seconds=0.3)
    assert Usage.total([]) == Usage()
